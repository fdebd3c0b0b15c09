/// One `expect …` that applied to a run, compared with what the run found.
public struct ExpectationReport: Sendable {
  public enum Result: Sendable, Hashable {
    case met
    case unmet
    /// The search did not get far enough to tell.
    case open
  }

  /// As written: `expect states 288 with rms = 3`.
  public var text: String
  public var line: Int
  public var result: Result
  /// What was found instead, one sentence; nil when met.
  public var finding: String?
  /// It is about a verdict, and the report's property of that name says the same.
  public var isAboutProperty: Bool
  /// It is about a number of states, transitions or levels.
  public var isAboutCount: Bool

  package init(
    text: String, line: Int, result: Result, finding: String? = nil,
    isAboutProperty: Bool = false, isAboutCount: Bool = false
  ) {
    self.text = text
    self.line = line
    self.result = result
    self.finding = finding
    self.isAboutProperty = isAboutProperty
    self.isAboutCount = isAboutCount
  }

  public var outcome: Outcome {
    switch result {
    case .met: .asExpected
    case .unmet: .notAsExpected
    case .open: .inconclusive
    }
  }
}
