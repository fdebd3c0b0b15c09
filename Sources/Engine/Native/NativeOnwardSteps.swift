/// Takes the steps of several states by native code, for `OnwardSteps`.
@safe struct NativeOnwardSteps: ~Copyable {
  private let program: NativeProgram
  private var context = NativeContext()
  /// Successors that are left out, each where its hash says.
  private let leftOut: UnsafeMutablePointer<UInt64>
  private let leftOutMask: Int

  /// - Parameter roles: as `OnwardSteps` has them, which outlive this.
  init(_ program: NativeProgram, roles: Table<UInt64>) {
    self.program = program
    context.prepareForSteps(of: program, notingFailures: false)
    context[.purpose] = StepPurpose.onward.rawValue
    unsafe context.point(.roles, to: roles.base)
    leftOutMask = RecentKeys(program.linked.keyShape).mask
    unsafe leftOut = UnsafeMutablePointer(bitPattern: context[.recent])!
  }

  var byteCount: Int { context.byteCount }

  /// Leaves out a successor, as long as no other one comes in its place.
  @inline(__always)
  func leaveOut(_ words: UnsafePointer<UInt64>, hash: UInt64, width: Int) {
    // In bounds: a place is at most the mask, and has as many words as a state.
    let place = Int(truncatingIfNeeded: hash) & leftOutMask
    for word in 0..<width { unsafe leftOut[place * width + word] = words[word] }
  }

  /// Fills an empty batch with the successors of as many states as there is room for, beginning
  /// with the run's position.
  ///
  /// - Parameters:
  ///   - slots: where look-ups of the successors will begin, to be fetched early.
  ///   - ends: has room for the states, and gets for each twice the number of successors up to its
  ///     end, and 1 if a fair run may stay in it.
  /// - Returns: how many states were done; 0 when the batch is too small for one.
  mutating func take(
    _ run: StateRun, slots: SlotPlaces, into batch: inout SuccessorBatch, ends: Table<Int>
  ) -> Int {
    precondition(batch.count == 0, "a batch in use")
    let count = min(run.count - run.position, ends.count)
    unsafe context.point(.states, to: run.words + run.position * run.wordCount)
    context[.count] = count
    context[.position] = 0
    context[.resume] = -1
    context[.digitCount] = 0
    unsafe context.point(.out, to: batch.firstWords)
    unsafe context.point(.hashes, to: batch.firstHash)
    unsafe context.point(.ends, to: ends.base)
    context[.made] = 0
    context[.leaving] = 0
    context[.staying] = 0
    context[.capacity] = batch.capacity
    context.fetch(from: slots)
    while true {
      context[.budget] = BytecodeExpander.runBudget
      let end = program.expand(context.address)
      // No run that breaks a rule is worth a look here: it is no step.
      _ = context.takeEvents()
      switch end {
      case 0, 1:
        // What the state under way has so far is left to the next call, which begins it anew.
        let done = context[.position]
        batch.setCount(done == 0 ? 0 : ends[done - 1] >> 1)
        return done
      case 2, 4: continue
      case 3: context.growDigits()
      default: preconditionFailure("native code came back with \(end)")
      }
    }
  }
}

extension NativeContext {
  /// What native code needs for taking steps that nobody counts.
  ///
  /// - Parameter notingFailures: whether a run that breaks a rule is worth a look.
  mutating func prepareForSteps(of program: NativeProgram, notingFailures: Bool) {
    let linked = program.linked
    let siteCount = linked.program.siteCount
    _ = unsafe allocate(.armedFailures, Bool.self, count: siteCount, repeating: notingFailures)
    _ = unsafe allocate(.armedSteps, Bool.self, count: siteCount, repeating: false)
    _ = unsafe allocate(.armedDeadlock, Bool.self, count: 1, repeating: false)
    let pairs = program.checkSites.pairs.count
    _ = unsafe allocate(.armedCheckFailures, Bool.self, count: pairs, repeating: false)
    _ = unsafe allocate(.taken, Int.self, count: linked.positionCount, repeating: 0)
    _ = unsafe allocate(
      .branches, UInt8.self, count: linked.program.branchCount, repeating: 0)
    _ = unsafe allocate(.parts, UInt64.self, count: linked.wordCount, repeating: 0)
    RecentKeys(linked.keyShape).allocate(in: &self)
  }
}
