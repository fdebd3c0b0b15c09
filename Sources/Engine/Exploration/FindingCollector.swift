/// Keeps the best place for each thing that can be found.
struct FindingCollector {
  struct CheckSite: Hashable {
    var check: Int
    var site: Int
  }

  private(set) var checks: [FindingPlace?]
  private(set) var failures: [FindingPlace?]
  private(set) var steps: [FindingPlace?]
  private(set) var deadlock: FindingPlace?
  private(set) var checkFailures: [CheckSite: FindingPlace] = [:]
  /// By site: the choices of the first failure while initialising.
  private var initialFailures: [[Int64]?]
  private var hasNews = false

  init(checkCount: Int, siteCount: Int) {
    checks = Array(repeating: nil, count: checkCount)
    failures = Array(repeating: nil, count: siteCount)
    steps = failures
    initialFailures = Array(repeating: nil, count: siteCount)
  }

  mutating func noteCheck(_ check: Int, at state: StateWords, level: Int) {
    let isNew = Self.offer(FindingCandidate(level: level, state: state), to: &checks[check])
    hasNews = isNew || hasNews
  }

  mutating func noteFailure(
    site: Int, ofCheck check: Int, at state: StateWords, level: Int
  ) {
    let key = CheckSite(check: check, site: site)
    let isNew = Self.offer(FindingCandidate(level: level, state: state), to: &checkFailures[key])
    hasNews = isNew || hasNews
  }

  mutating func noteFailure(
    site: Int, at state: StateWords, level: Int, action: Int, choices: [Int64]
  ) {
    let isNew = Self.offer(
      FindingCandidate(level: level, state: state, action: action, choices: choices),
      to: &failures[site])
    hasNews = isNew || hasNews
  }

  mutating func noteStep(
    site: Int, from state: StateWords, level: Int, action: Int, choices: [Int64],
    target: StateWords
  ) {
    let isNew = Self.offer(
      FindingCandidate(
        level: level, state: state, action: action, choices: choices, target: target),
      to: &steps[site])
    hasNews = isNew || hasNews
  }

  mutating func noteDeadlock(at state: StateWords, level: Int) {
    let isNew = Self.offer(FindingCandidate(level: level, state: state), to: &deadlock)
    hasNews = isNew || hasNews
  }

  /// Failures while initialising come in the order of their choices: the first stays.
  mutating func noteInitialFailure(site: Int, choices: [Int64]) {
    if initialFailures[site] == nil {
      initialFailures[site] = choices
      hasNews = true
    }
  }

  /// - Returns: whether there was none before.
  private static func offer(
    _ candidate: FindingCandidate, to best: inout FindingPlace?
  ) -> Bool {
    guard let known = best else {
      best = candidate.place
      return true
    }
    if candidate.precedes(known) { best = candidate.place }
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
