/// Where something was found, while the search goes on: enough to choose between two such places
/// and to build the path later.
struct FindingPlace {
  /// Levels from the initial states to `state`.
  var level: Int
  var state: Int
  /// The action taken or failing there, with its choices.
  var action: Int?
  var choices: [Int64] = []
  /// The packed state to which a step leads.
  var target: [UInt64] = []

  /// Whether this is the better of two places: shallower, or on the same level with smaller words
  /// of the last state, then of the one before it, then the smaller action and choices. So it does
  /// not matter in which order states were found.
  func precedes(_ other: FindingPlace, in store: borrowing StateStore) -> Bool {
    if level != other.level { return level < other.level }
    if target != other.target { return target.lexicographicallyPrecedes(other.target) }
    if state != other.state { return store.precedes(state, other.state) }
    let (action, otherAction) = (self.action ?? -1, other.action ?? -1)
    if action != otherAction { return action < otherAction }
    return choices.lexicographicallyPrecedes(other.choices)
  }
}

/// Keeps the best place for each thing that can be found.
struct FindingCollector {
  private struct CheckSite: Hashable {
    var check: Int
    var site: Int
  }

  private var checks: [FindingPlace?]
  private var failures: [FindingPlace?]
  private var steps: [FindingPlace?]
  private var deadlock: FindingPlace?
  private var checkFailures: [CheckSite: FindingPlace] = [:]
  /// By site: the choices of the first failure while initialising.
  private var initialFailures: [[Int64]?]
  private var hasNews = false

  init(checkCount: Int, siteCount: Int) {
    checks = Array(repeating: nil, count: checkCount)
    failures = Array(repeating: nil, count: siteCount)
    steps = failures
    initialFailures = Array(repeating: nil, count: siteCount)
  }

  mutating func noteCheck(_ check: Int, at state: Int, level: Int, in store: borrowing StateStore) {
    hasNews =
      offer(FindingPlace(level: level, state: state), to: &checks[check], in: store)
      || hasNews
  }

  mutating func noteFailure(
    site: Int, ofCheck check: Int, at state: Int, level: Int, in store: borrowing StateStore
  ) {
    let key = CheckSite(check: check, site: site)
    let place = FindingPlace(level: level, state: state)
    hasNews = offer(place, to: &checkFailures[key], in: store) || hasNews
  }

  mutating func noteFailure(
    site: Int, at state: Int, level: Int, action: Int, choices: [Int64],
    in store: borrowing StateStore
  ) {
    let place = FindingPlace(level: level, state: state, action: action, choices: choices)
    hasNews = offer(place, to: &failures[site], in: store) || hasNews
  }

  mutating func noteStep(
    site: Int, from state: Int, level: Int, action: Int, choices: [Int64], target: [UInt64],
    in store: borrowing StateStore
  ) {
    let place = FindingPlace(
      level: level, state: state, action: action, choices: choices, target: target)
    hasNews = offer(place, to: &steps[site], in: store) || hasNews
  }

  mutating func noteDeadlock(at state: Int, level: Int, in store: borrowing StateStore) {
    hasNews = offer(FindingPlace(level: level, state: state), to: &deadlock, in: store) || hasNews
  }

  /// Failures while initialising come in the order of their choices: the first stays.
  mutating func noteInitialFailure(site: Int, choices: [Int64]) {
    if initialFailures[site] == nil {
      initialFailures[site] = choices
      hasNews = true
    }
  }

  /// - Returns: whether there was none before.
  private func offer(
    _ place: FindingPlace, to best: inout FindingPlace?, in store: borrowing StateStore
  ) -> Bool {
    guard let known = best else {
      best = place
      return true
    }
    if place.precedes(known, in: store) { best = place }
    return false
  }

  /// Whether something of a new kind was found since the last call.
  mutating func takeNews() -> Bool {
    defer { hasNews = false }
    return hasNews
  }

  /// All that was found, in a fixed order: checks, checks that failed, failures, steps, deadlock.
  /// The place is nil for a failure while initialising.
  var found: [(kind: Finding.Kind, place: FindingPlace?)] {
    var found: [(kind: Finding.Kind, place: FindingPlace?)] = []
    for (check, place) in checks.enumerated() {
      if let place { found.append((.check(check), place)) }
    }
    let keys = checkFailures.keys.sorted { ($0.check, $0.site) < ($1.check, $1.site) }
    for key in keys {
      found.append((.checkFailed(key.check, site: key.site), checkFailures[key]))
    }
    for site in failures.indices {
      if let choices = initialFailures[site] {
        found.append((.actionFailed(site: site, action: nil, choices: choices), nil))
      } else if let place = failures[site] {
        let kind = Finding.Kind.actionFailed(
          site: site, action: place.action, choices: place.choices)
        found.append((kind, place))
      }
    }
    for (site, place) in steps.enumerated() {
      if let place { found.append((.step(site: site), place)) }
    }
    if let deadlock { found.append((.deadlock, deadlock)) }
    return found
  }
}
