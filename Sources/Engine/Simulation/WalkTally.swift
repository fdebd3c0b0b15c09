/// What one worker's walks came across: where first, and in how many walks.
struct WalkTally {
  struct Entry {
    var depth: Int
    var walk: Int
    var walks: Int
    /// The last walk that is counted.
    private var lastWalk: Int

    init(depth: Int, walk: Int) {
      self.depth = depth
      self.walk = walk
      walks = 1
      lastWalk = walk
    }

    mutating func note(depth: Int, walk: Int) {
      if walk != lastWalk {
        walks += 1
        lastWalk = walk
      }
      choose(depth: depth, walk: walk)
    }

    mutating func merge(_ other: Entry) {
      walks += other.walks
      choose(depth: other.depth, walk: other.walk)
    }

    private mutating func choose(depth: Int, walk: Int) {
      if (depth, walk) < (self.depth, self.walk) { (self.depth, self.walk) = (depth, walk) }
    }
  }

  private struct CheckSite: Hashable {
    var check: Int
    var site: Int
  }

  private var checks: [Entry?]
  private var checkFailures: [CheckSite: Entry] = [:]
  private var failures: [Entry?]
  private var steps: [Entry?]
  private var deadlock: Entry?
  private(set) var measures: [ClosedRange<Int64>?]

  init(_ program: Program) {
    checks = Array(repeating: nil, count: program.checks.count)
    failures = Array(repeating: nil, count: program.siteCount)
    steps = failures
    measures = Array(repeating: nil, count: program.checks.count)
  }

  mutating func noteCheck(_ check: Int, depth: Int, walk: Int) {
    Self.note(&checks[check], depth, walk)
  }

  mutating func noteFailure(site: Int, ofCheck check: Int, depth: Int, walk: Int) {
    Self.note(&checkFailures[CheckSite(check: check, site: site)], depth, walk)
  }

  mutating func noteFailure(site: Int, depth: Int, walk: Int) {
    Self.note(&failures[site], depth, walk)
  }

  mutating func noteStep(site: Int, depth: Int, walk: Int) {
    Self.note(&steps[site], depth, walk)
  }

  mutating func noteDeadlock(depth: Int, walk: Int) { Self.note(&deadlock, depth, walk) }

  mutating func noteMeasure(_ check: Int, _ value: Int64) {
    let known = measures[check] ?? value...value
    if known ~= value && measures[check] != nil { return }
    measures[check] = min(known.lowerBound, value)...max(known.upperBound, value)
  }

  private static func note(_ entry: inout Entry?, _ depth: Int, _ walk: Int) {
    if entry == nil {
      entry = Entry(depth: depth, walk: walk)
    } else {
      entry?.note(depth: depth, walk: walk)
    }
  }

  /// Takes over what another worker's walks came across: no walk is both's.
  mutating func merge(_ other: WalkTally) {
    func merge(_ entry: inout Entry?, _ other: Entry?) {
      guard let other else { return }
      if entry == nil { entry = other } else { entry?.merge(other) }
    }
    for index in checks.indices {
      merge(&checks[index], other.checks[index])
      if let range = other.measures[index] {
        noteMeasure(index, range.lowerBound)
        noteMeasure(index, range.upperBound)
      }
    }
    for index in failures.indices {
      merge(&failures[index], other.failures[index])
      merge(&steps[index], other.steps[index])
    }
    for (key, entry) in other.checkFailures { merge(&checkFailures[key], entry) }
    merge(&deadlock, other.deadlock)
  }

  /// In the order of the kinds, then of checks and sites.
  var findings: [WalkFinding] {
    var findings: [WalkFinding] = []
    func add(_ kind: WalkFinding.Kind, _ entry: Entry?) {
      guard let entry else { return }
      findings.append(
        WalkFinding(kind: kind, walk: entry.walk, depth: entry.depth, walks: entry.walks))
    }
    for (check, entry) in checks.enumerated() { add(.check(check), entry) }
    let keys = checkFailures.keys.sorted { ($0.check, $0.site) < ($1.check, $1.site) }
    for key in keys { add(.checkFailed(key.check, site: key.site), checkFailures[key]) }
    for (site, entry) in failures.enumerated() { add(.actionFailed(site: site), entry) }
    for (site, entry) in steps.enumerated() { add(.step(site: site), entry) }
    add(.deadlock, deadlock)
    return findings
  }
}
