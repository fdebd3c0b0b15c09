/// What driving an implementation through a spec found.
public struct ConformanceReport: Sendable {
  /// Reachable states of the open model.
  public var states: Int
  /// Its steps: each state with each call and each answer that the spec allows there.
  public var edges: Int
  /// Steps that explain some answer of the implementation. All of them where the spec has no
  /// choices, unless a divergence cut the runs short; with choices an implementation may well use
  /// only one of them.
  public var edgesDriven = 0
  /// Runs from the initial state, those that shortened the divergence included.
  public var runs: Int
  /// Calls made in all runs.
  public var calls: Int
  /// A run on which the implementation answered what the spec does not allow, without calls that it
  /// does not need; of a complete suite's, the shortest.
  public var divergence: ConformanceDivergence?

  public var conforms: Bool { divergence == nil }
}

/// A run on which spec and implementation part, up to the call where they do.
public struct ConformanceDivergence: Sendable, CustomStringConvertible {
  public struct Step: Hashable, Sendable {
    public var call: String
    /// What the spec allows.
    public var allowed: String
    /// What the implementation said.
    public var observed: String
  }

  /// The last step is the one that differs.
  public var steps: [Step]

  /// Spec and implementation side by side, a line a call.
  public var description: String {
    let header = Step(call: "call", allowed: "the spec allows", observed: "the implementation said")
    let rows = [header] + steps
    let callWidth = rows.map(\.call.count).max() ?? 0
    let allowedWidth = rows.map(\.allowed.count).max() ?? 0
    let lines = rows.enumerated().map { index, row in
      let number = padded(index == 0 ? "" : "\(index)", to: 3)
      let mark = index == steps.count ? "   <- differs" : ""
      let call = padded(row.call, to: callWidth)
      return "\(number) \(call)  \(padded(row.allowed, to: allowedWidth))   \(row.observed)\(mark)"
    }
    return lines.joined(separator: "\n")
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
