/// Where something was found, while the search goes on: enough to choose between two such places
/// and to build the path later. The states are packed words, so places of different workers compare
/// without a store.
struct FindingPlace: Codable {
  /// Levels from the initial states to `state`.
  var level: Int
  var state: [UInt64]
  /// The action taken or failing there, with its choices.
  var action: Int?
  var choices: [Int64] = []
  /// The state to which a step leads.
  var target: [UInt64] = []

  /// The place as one that is only offered.
  func withCandidate<Result>(_ body: (FindingCandidate) -> Result) -> Result {
    StateWords.with(state) { state in
      var candidate = FindingCandidate(
        level: level, state: state, action: action, choices: choices)
      if target.isEmpty { return body(candidate) }
      return StateWords.with(target) { target in
        candidate.target = target
        return body(candidate)
      }
    }
  }

  /// Bytes beyond those of the place itself.
  var byteCount: Int { (state.count + choices.count + target.count) * 8 + 3 * 32 }
}

/// A place that nothing has been copied for yet.
struct FindingCandidate {
  var level: Int
  var state: StateWords
  var action: Int?
  var choices: [Int64] = []
  var target: StateWords?

  var place: FindingPlace {
    FindingPlace(
      level: level, state: state.array, action: action, choices: choices,
      target: target?.array ?? [])
  }

  /// Whether this is the better of two places: shallower, or on the same level with smaller words
  /// of the last state, then of the one before it, then the smaller action and choices. So it does
  /// not matter in which order states were found.
  func precedes(_ other: FindingPlace) -> Bool {
    if level != other.level { return level < other.level }
    let targetOrder = target?.order(other.target) ?? 0
    if targetOrder != 0 { return targetOrder < 0 }
    let stateOrder = state.order(other.state)
    if stateOrder != 0 { return stateOrder < 0 }
    let (action, otherAction) = (self.action ?? -1, other.action ?? -1)
    if action != otherAction { return action < otherAction }
    return choices.lexicographicallyPrecedes(other.choices)
  }
}
