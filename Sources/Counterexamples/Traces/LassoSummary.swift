/// What makes an infinite run a counterexample: why the property is false on it, and what its loop
/// does with the actions.
package struct LassoSummary: Hashable, Sendable {
  /// An action with its arguments that the spec says is fair.
  package struct FairAction: Hashable, Sendable {
    /// States and steps are numbered as in the trace: step 3 leads to state 3.
    package enum Treatment: Hashable, Sendable {
      case taken(step: Int)
      /// It has no step in this state of the loop, which is enough for weak fairness.
      case disabled(state: Int)
      /// It has no step in any state of the loop.
      case neverEnabled
      /// Never taken, though enabled in each state of the loop or, where fairness is strong, in
      /// this one.
      case starved(state: Int)
    }

    /// `take(client1)`, `tick`
    package var label: String
    package var isStrong: Bool
    package var treatment: Treatment

    package init(label: String, isStrong: Bool, treatment: Treatment) {
      self.label = label
      self.isStrong = isStrong
      self.treatment = treatment
    }

    package var isStarved: Bool {
      if case .starved = treatment { true } else { false }
    }
  }

  /// One sentence, without a full stop: what never happens again, or never at all.
  package var reason: String
  /// The property is one of fair runs, and this is one of them.
  package var assumesFairness: Bool
  /// Nothing happens any more: the loop has no steps.
  package var isEnd: Bool
  package var fairActions: [FairAction]
  /// A few actions that are not fair, enabled throughout the loop and never taken.
  package var passedOver: [String]

  package init(
    reason: String, assumesFairness: Bool, isEnd: Bool, fairActions: [FairAction],
    passedOver: [String] = []
  ) {
    self.reason = reason
    self.assumesFairness = assumesFairness
    self.isEnd = isEnd
    self.fairActions = fairActions
    self.passedOver = passedOver
  }
}

/// How people read it.
extension LassoSummary {
  /// Of what fairness demands: one line that says whether the loop does that.
  package var fairnessText: String {
    let isStarving = fairActions.contains(where: \.isStarved)
    if !assumesFairness {
      if fairActions.isEmpty { return "fairness is not assumed, and nothing is fair" }
      return isStarving
        ? "fairness is not assumed, and the loop is not fair"
        : "fairness is not assumed, but the loop is fair"
    }
    if fairActions.isEmpty { return "the loop is fair, for nothing is to be fair" }
    return isEnd ? "the run is fair: nothing fair is enabled at its end" : "the loop is fair"
  }

  /// The actions that tell why: those that are starved, if fairness is not assumed, else all.
  package var decisiveActions: [FairAction] {
    if !assumesFairness { return fairActions.filter(\.isStarved) }
    return isEnd ? [] : fairActions
  }

  /// A sentence for each action that is passed over.
  package var hints: [String] {
    passedOver.map { "\($0) is enabled all along and never taken; it is not fair" }
  }
}

extension LassoSummary.FairAction {
  /// `taken in step 5`, `not enabled after step 4`
  package var text: String {
    switch treatment {
    case .taken(let step): return "taken in step \(step)"
    case .disabled(let state): return "not enabled \(placeText(ofState: state))"
    case .neverEnabled: return "never enabled in the loop"
    case .starved(let state):
      let place = isStrong ? placeText(ofState: state) + ", again and again" : "all along"
      return "enabled \(place), and never taken"
    }
  }
}

/// `in the initial state`, `after step 3`
func placeText(ofState number: Int) -> String {
  number == 0 ? "in the initial state" : "after step \(number)"
}
