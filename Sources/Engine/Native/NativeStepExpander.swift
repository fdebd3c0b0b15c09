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
  private let asideMemory: UnsafeMutablePointer<Int32>
  /// Successors that are left out, each where its hash says.
  private let recent: UnsafeMutablePointer<UInt64>
  private let recentMask: Int

  /// More of these steps, those of one state, go into the batch.
  private static let asideMax = 1_024

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
    unsafe asideMemory = context.allocate(
      .aside, Int32.self, count: Self.asideMax, repeating: 0)
    context[.asideCapacity] = Self.asideMax
    let keys = RecentKeys(linked.keyShape)
    keys.allocate(in: &context)
    recentMask = keys.mask
    unsafe recent = UnsafeMutablePointer(bitPattern: context[.recent])!
  }

  /// Leaves out successors from now on that `leaveOut` was told of.
  func beginLeavingOut() { context[.filter] = 1 }

  /// Leaves out a successor, as long as no other one comes in its place.
  @inline(__always)
  func leaveOut(_ words: UnsafePointer<UInt64>, hash: UInt64, width: Int) {
    // In bounds: a place is at most the mask, and has as many words as a state.
    let place = Int(truncatingIfNeeded: hash) & recentMask
    for word in 0..<width { unsafe recent[place * width + word] = words[word] }
  }

  /// Of the last state: the positions of steps that were left out, and for each step back to the
  /// state itself the complement of its position.
  var aside: UnsafeBufferPointer<Int32> {
    unsafe UnsafeBufferPointer(start: asideMemory, count: context[.asideCount])
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
    context[.asideCount] = 0
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
