/// How one run of an action ended, other than by not being enabled.
package struct RunOutcome: Hashable, Sendable {
  package enum Result: Hashable, Sendable {
    /// Complete: the packed state after it, and the sites of the step properties that it breaks, in
    /// ascending order.
    case state([UInt64], violated: [Int])
    /// Failed at the site: there is no state after it.
    case failure(site: Int)
  }

  /// Index into `Program.actions`; nil for the initialisation.
  package var action: Int?
  /// The numbers that its `choose` instructions took, in order.
  package var choices: [Int64]
  package var result: Result

  package init(action: Int?, choices: [Int64], result: Result) {
    self.action = action
    self.choices = choices
    self.result = result
  }
}

/// What a check said of a state.
package enum CheckOutcome: Hashable, Sendable {
  case value(Int64)
  case failure(site: Int)
}
