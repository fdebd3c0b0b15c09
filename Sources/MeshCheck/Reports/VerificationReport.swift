/// What one call of `verify` found out, over all files and sets of parameters.
public struct VerificationReport: Sendable {
  /// In the order in which they were asked for; several for a file with several parameter sets.
  public var specs: [SpecReport]

  package init(specs: [SpecReport]) { self.specs = specs }

  /// The gravest outcome of all.
  public var outcome: Outcome { specs.map(\.outcome).max() ?? .asExpected }

  /// Every property is as the files say it should be, and nothing was left open.
  public var isAsExpected: Bool { outcome == .asExpected }

  /// The reports on one property, in order: one for each file and set of parameters that has it.
  public func properties(named name: String) -> [PropertyReport] {
    specs.flatMap(\.properties).filter { $0.name == name }
  }
}
