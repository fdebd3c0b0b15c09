/// Checks new states with the program's native code. What is worth a closer look it leaves to
/// `StateChecker`, which keeps the measures and the cases seen.
@safe struct NativeChecker: ~Copyable {
  private let program: NativeProgram
  private var context = NativeContext()
  private let armedChecks: UnsafeMutablePointer<Bool>
  private let armedCheckFailures: UnsafeMutablePointer<Bool>
  private let least: UnsafeMutablePointer<Int64>
  private let greatest: UnsafeMutablePointer<Int64>
  /// By kind of best state and check: the words and whether they count.
  private let words: UnsafeMutablePointer<UInt64>
  private let bestWords: UnsafeMutablePointer<UnsafePointer<UInt64>?>
  private let leastWords: UnsafeMutablePointer<UnsafePointer<UInt64>?>
  private let greatestWords: UnsafeMutablePointer<UnsafePointer<UInt64>?>
  private let hasChecks: Bool
  private var armedLevel = -1

  init(_ program: NativeProgram, counting checker: borrowing StateChecker) {
    self.program = program
    let linked = program.linked
    let count = linked.program.checks.count
    hasChecks = checker.hasChecks
    unsafe armedChecks = context.allocate(.armedChecks, Bool.self, count: count, repeating: true)
    unsafe armedCheckFailures = context.allocate(
      .armedCheckFailures, Bool.self, count: program.checkSites.pairs.count, repeating: true)
    unsafe least = context.allocate(.least, Int64.self, count: count, repeating: .max)
    unsafe greatest = context.allocate(.greatest, Int64.self, count: count, repeating: .min)
    unsafe bestWords = context.allocate(
      .bestWords, UnsafePointer<UInt64>?.self, count: count, repeating: nil)
    unsafe leastWords = context.allocate(
      .leastWords, UnsafePointer<UInt64>?.self, count: count, repeating: nil)
    unsafe greatestWords = context.allocate(
      .greatestWords, UnsafePointer<UInt64>?.self, count: count, repeating: nil)
    // The cell is none that checks use.
    unsafe words = context.allocate(
      .out, UInt64.self, count: 3 * count * linked.wordCount, repeating: 0)
    unsafe context.point(.branches, to: checker.branches)
    unsafe context.point(.cases, to: checker.casesSeen)
  }

  var byteCount: Int { context.byteCount }

  /// As `StateChecker.check`.
  mutating func check(
    _ run: StateRun, level: Int, findings: inout FindingCollector, outside: inout [Int],
    explainer: inout StateChecker
  ) {
    if !hasChecks { return }
    if armedLevel != level { arm(level, findings, explainer) }
    unsafe context.point(.states, to: run.words)
    context[.count] = run.count
    context[.position] = 0
    while true {
      let end = program.check(context.address)
      let events = context.takeEvents()
      for event in events {
        if explainer.check(run[event], level: level, findings: &findings) {
          outside.append(event)
        }
      }
      if !events.isEmpty { arm(level, findings, explainer) }
      if end == 0 { return }
      precondition(end == 4, "native code came back with \(end)")
    }
  }

  /// Says what could still be better than what is known.
  private mutating func arm(
    _ level: Int, _ findings: borrowing FindingCollector, _ checker: borrowing StateChecker
  ) {
    armedLevel = level
    let count = program.linked.program.checks.count
    // In bounds: all have `count` elements, and the words three times so many states.
    for check in 0..<count {
      unsafe armedChecks[check] = findings.isOpen(check: check, level: level)
      unsafe bestWords[check] = keep(findings.state(ofCheck: check, level: level), at: check)
      guard let measure = checker.measures[check] else { continue }
      unsafe least[check] = measure.least.value
      unsafe greatest[check] = measure.greatest.value
      let (low, high) = (measure.least, measure.greatest)
      unsafe leastWords[check] = keep(
        low.level < level ? nil : low.state, at: count + check)
      unsafe greatestWords[check] = keep(
        high.level < level ? nil : high.state, at: 2 * count + check)
    }
    for (index, pair) in program.checkSites.pairs.enumerated() {
      unsafe armedCheckFailures[index] = findings.isOpen(
        check: pair.check, failingAt: pair.site, level: level)
    }
  }

  private func keep(_ state: [UInt64]?, at place: Int) -> UnsafePointer<UInt64>? {
    guard let state else { return nil }
    let target = unsafe words + place * program.linked.wordCount
    for (offset, word) in state.enumerated() { unsafe target[offset] = word }
    return unsafe UnsafePointer(target)
  }
}
