/// Expands states with the program's native code: the successors of `BytecodeExpander` in its
/// order, but for those met lately, which keeps the counts and looks closer at what is worth it.
@safe struct NativeExpander: ~Copyable {
  private let program: NativeProgram
  private var context = NativeContext()
  private let armedFailures: UnsafeMutablePointer<Bool>
  private let armedSteps: UnsafeMutablePointer<Bool>
  private let armedDeadlock: UnsafeMutablePointer<Bool>
  private let armedCheckFailures: UnsafeMutablePointer<Bool>
  private var armedLevel = -1

  init(_ program: NativeProgram, counting bytecode: borrowing BytecodeExpander) {
    self.program = program
    let siteCount = program.linked.program.siteCount
    unsafe armedFailures = context.allocate(
      .armedFailures, Bool.self, count: siteCount, repeating: true)
    unsafe armedSteps = context.allocate(.armedSteps, Bool.self, count: siteCount, repeating: true)
    unsafe armedDeadlock = context.allocate(.armedDeadlock, Bool.self, count: 1, repeating: true)
    unsafe armedCheckFailures = context.allocate(
      .armedCheckFailures, Bool.self, count: program.checkSites.pairs.count, repeating: true)
    RecentKeys(program.linked.keyShape).allocate(in: &context)
    _ = unsafe context.allocate(
      .parts, UInt64.self, count: program.linked.wordCount, repeating: 0)
    unsafe context.point(.taken, to: bytecode.taken)
    unsafe context.point(.branches, to: bytecode.branches)
  }

  var byteCount: Int { context.byteCount }

  /// The most that a batch has to have room for before a state is begun.
  static func room(for linked: LinkedProgram) -> Int { linked.ordinary.count + linked.ticks.count }

  /// As `BytecodeExpander.expand`; a state is only begun when the batch has room for one step of
  /// each action.
  mutating func expand(
    _ run: inout StateRun, level: Int, slots: SlotPlaces, into batch: inout SuccessorBatch,
    findings: inout FindingCollector, explainer: inout BytecodeExpander
  ) -> ExpansionEnd {
    precondition(
      batch.capacity >= Self.room(for: program.linked), "the batch is too small for a state")
    if armedLevel != level { arm(level, findings) }
    unsafe context.point(.states, to: run.words)
    context[.count] = run.count
    context[.position] = run.position
    unsafe context.point(.out, to: batch.firstWords)
    unsafe context.point(.hashes, to: batch.firstHash)
    context[.made] = batch.count
    if batch.count == 0 { batch.isFetched = unsafe slots.base != nil }
    context[.capacity] = batch.capacity
    context.fetch(from: slots)
    context[.budget] = BytecodeExpander.runBudget
    while true {
      let end = program.expand(context.address)
      let events = context.takeEvents()
      for event in events { explainer.explain(run[event], level: level, findings: &findings) }
      if !events.isEmpty { arm(level, findings) }
      run.position = context[.position]
      batch.setCount(context[.made])
      switch end {
      case 0: return .done
      case 1: return .batchFull
      case 2: return .paused
      // A run takes more choices than there is room for.
      case 3: context.growDigits()
      // There are too many events.
      default: precondition(end == 4, "native code came back with \(end)")
      }
    }
  }

  /// Of what is known from a shallower level nothing better will be found.
  private mutating func arm(_ level: Int, _ findings: borrowing FindingCollector) {
    armedLevel = level
    // In bounds: they have as many elements as there are sites and pairs.
    for site in 0..<program.linked.program.siteCount {
      unsafe armedFailures[site] = findings.isOpen(failure: site, level: level)
      unsafe armedSteps[site] = findings.isOpen(step: site, level: level)
    }
    unsafe armedDeadlock[0] = findings.isDeadlockOpen(level: level)
    for (index, pair) in program.checkSites.pairs.enumerated() {
      unsafe armedCheckFailures[index] = findings.isOpen(
        check: pair.check, failingAt: pair.site, level: level)
    }
  }
}
