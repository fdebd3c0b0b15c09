/// Keeps the best place for each thing that can be found.
struct FindingCollector: Codable {
  struct CheckSite: Hashable, Codable {
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
  private var hasChanges = false

  /// What became of an offer.
  private enum Offer {
    case first
    case better
    case worse
  }

  init(checkCount: Int, siteCount: Int) {
    checks = Array(repeating: nil, count: checkCount)
    failures = Array(repeating: nil, count: siteCount)
    steps = failures
    initialFailures = Array(repeating: nil, count: siteCount)
  }

  /// Makes all that was found news again, for a caller who was not there.
  mutating func renew() { hasNews = !found.isEmpty }

  /// Whether it can be one of this program's.
  func fits(_ program: Program) -> Bool {
    checks.count == program.checks.count && failures.count == program.siteCount
      && steps.count == program.siteCount && initialFailures.count == program.siteCount
  }

  mutating func noteCheck(_ check: Int, at state: StateWords, level: Int) {
    note(Self.offer(FindingCandidate(level: level, state: state), to: &checks[check]))
  }

  mutating func noteFailure(
    site: Int, ofCheck check: Int, at state: StateWords, level: Int
  ) {
    let key = CheckSite(check: check, site: site)
    note(Self.offer(FindingCandidate(level: level, state: state), to: &checkFailures[key]))
  }

  mutating func noteFailure(
    site: Int, at state: StateWords, level: Int, action: Int, choices: [Int64]
  ) {
    let candidate = FindingCandidate(
      level: level, state: state, action: action, choices: choices)
    note(Self.offer(candidate, to: &failures[site]))
  }

  mutating func noteStep(
    site: Int, from state: StateWords, level: Int, action: Int, choices: [Int64],
    target: StateWords
  ) {
    let candidate = FindingCandidate(
      level: level, state: state, action: action, choices: choices, target: target)
    note(Self.offer(candidate, to: &steps[site]))
  }

  mutating func noteDeadlock(at state: StateWords, level: Int) {
    note(Self.offer(FindingCandidate(level: level, state: state), to: &deadlock))
  }

  /// Failures while initialising come in the order of their choices: the first stays.
  mutating func noteInitialFailure(site: Int, choices: [Int64]) {
    if initialFailures[site] == nil {
      initialFailures[site] = choices
      note(.first)
    }
  }

  private static func offer(
    _ candidate: FindingCandidate, to best: inout FindingPlace?
  ) -> Offer {
    guard let known = best else {
      best = candidate.place
      return .first
    }
    guard candidate.precedes(known) else { return .worse }
    best = candidate.place
    return .better
  }

  private static func offer(_ place: FindingPlace?, to best: inout FindingPlace?) -> Offer {
    place?.withCandidate { offer($0, to: &best) } ?? .worse
  }

  private mutating func note(_ offer: Offer) {
    if offer != .worse { hasChanges = true }
    if offer == .first { hasNews = true }
  }

  // MARK: Several collectors

  /// Takes over what another one has found, as far as it is better.
  mutating func merge(_ other: FindingCollector) {
    for index in checks.indices { note(Self.offer(other.checks[index], to: &checks[index])) }
    for site in failures.indices {
      note(Self.offer(other.failures[site], to: &failures[site]))
      note(Self.offer(other.steps[site], to: &steps[site]))
      if let choices = other.initialFailures[site] {
        noteInitialFailure(site: site, choices: choices)
      }
    }
    // The order does not matter: of two places for one key the better one stays.
    for (key, place) in other.checkFailures {
      note(Self.offer(place, to: &checkFailures[key]))
    }
    note(Self.offer(other.deadlock, to: &deadlock))
  }

  /// Whether anything was found, or found at a better place, since the last call.
  mutating func takeChanges() -> Bool {
    defer { hasChanges = false }
    return hasChanges
  }

  /// - Complexity: O(checks + sites).
  var byteCount: Int {
    let places = checks + failures + steps + [deadlock] + Array(checkFailures.values)
    let words = places.reduce(0) { $0 + ($1?.byteCount ?? 0) }
    return places.count * MemoryLayout<FindingPlace?>.stride + words
  }

  // MARK: Results

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
