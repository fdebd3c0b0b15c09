/// Takes all steps of one state by native code.
@safe struct NativeStepExpander: ~Copyable {
  /// How a state ended.
  enum End {
    case done
    /// The batch has no room for all steps of the state.
    case batchFull
    /// Some run of the state breaks a rule.
    case failed
  }

  private let program: NativeProgram
  private var context = NativeContext()

  init(_ program: NativeProgram) {
    self.program = program
    let linked = program.linked
    let siteCount = linked.program.siteCount
    _ = unsafe context.allocate(.armedFailures, Bool.self, count: siteCount, repeating: true)
    _ = unsafe context.allocate(.armedSteps, Bool.self, count: siteCount, repeating: false)
    _ = unsafe context.allocate(.armedDeadlock, Bool.self, count: 1, repeating: false)
    let pairs = program.checkSites.pairs.count
    _ = unsafe context.allocate(.armedCheckFailures, Bool.self, count: pairs, repeating: false)
    _ = unsafe context.allocate(.taken, Int.self, count: linked.positionCount, repeating: 0)
    _ = unsafe context.allocate(
      .branches, UInt8.self, count: linked.program.branchCount, repeating: 0)
    _ = unsafe context.allocate(.parts, UInt64.self, count: linked.wordCount, repeating: 0)
    RecentKeys(linked.keyShape).allocate(in: &context)
  }

  /// Puts the successors behind those that the batch has, or some of them when it ends otherwise.
  mutating func expand(
    _ state: StateWords, slots: SlotPlaces, into batch: inout SuccessorBatch,
    labels: UnsafeMutablePointer<Int32>
  ) -> End {
    unsafe context.point(.states, to: state.base)
    context[.count] = 1
    context[.position] = 0
    context[.resume] = -1
    context[.digitCount] = 0
    unsafe context.point(.out, to: batch.firstWords)
    unsafe context.point(.hashes, to: batch.firstHash)
    unsafe context.point(.labels, to: labels)
    context[.made] = batch.count
    context[.capacity] = batch.capacity
    unsafe context.point(.table, to: slots.base)
    context[.tableMask] = slots.mask
    context[.slotShift] = slots.slotShift
    while true {
      context[.budget] = BytecodeExpander.runBudget
      let end = program.expand(context.address)
      switch end {
      case 0:
        batch.setCount(context[.made])
        return context.takeEvents().isEmpty ? .done : .failed
      case 1:
        _ = context.takeEvents()
        return .batchFull
      case 2: continue
      case 3: context.growDigits()
      default: preconditionFailure("native code came back with \(end)")
      }
    }
  }
}
