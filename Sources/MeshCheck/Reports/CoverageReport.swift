/// What no reachable state or step ever used: often a guard that is too strong, or a model that
/// says less than its author believes. Worked out only when the search was complete.
public struct CoverageReport: Sendable, Hashable {
  /// A piece of the spec, quoted.
  public struct Place: Sendable, Hashable {
    /// On one line, long text cut short.
    public var text: String
    public var file: String
    /// From 1.
    public var line: Int
    /// What did not happen there: `never fires`, `never true`, `never false`, `never taken`.
    public var what: String

    package init(text: String, file: String, line: Int, what: String) {
      self.text = text
      self.file = file
      self.line = line
      self.what = what
    }
  }

  /// Actions that no reachable state enables, by name.
  public var actionsNeverFired: [Place] = []
  /// Branches of other actions that were never taken.
  public var branchesNeverTaken: [Place] = []
  /// `Mode.halfOpen`: enum cases that no variable ever had.
  public var casesNeverReached: [String] = []
  /// Left sides of an `implies` that were never true.
  public var antecedentsNeverTrue: [Place] = []

  package init() {}

  public var isEmpty: Bool {
    actionsNeverFired.isEmpty && branchesNeverTaken.isEmpty && casesNeverReached.isEmpty
      && antecedentsNeverTrue.isEmpty
  }
}
