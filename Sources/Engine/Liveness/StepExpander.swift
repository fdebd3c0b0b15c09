/// Takes all steps of one state, and says of each which action takes it.
///
/// A search leaves out what it can do without: steps back to the same state, and successors met
/// lately. Fairness is about every step, so here all are kept.
@safe struct StepExpander: ~Copyable {
  private let linked: LinkedProgram
  private var interpreter: Interpreter
  private var native: NativeStepExpander?
  /// The states that the steps lead to.
  private(set) var batch: SuccessorBatch
  /// By step: the position of its action.
  private(set) var labels: UnsafeMutablePointer<Int32>
  /// Positions whose runs failed: they were enabled, and there is no step.
  private(set) var failed: [Int32] = []

  init(_ linked: LinkedProgram, _ native: NativeProgram?) {
    self.linked = linked
    interpreter = Interpreter(linked)
    self.native = native.map { NativeStepExpander($0) }
    let capacity = max(64, 2 * NativeExpander.room(for: linked))
    batch = SuccessorBatch(linked.keyShape, capacity: capacity)
    unsafe labels = .allocate(capacity: capacity)
  }

  deinit { unsafe labels.deallocate() }

  var byteCount: Int { interpreter.byteCount + batch.byteCount + batch.capacity * 4 }

  @inline(__always)
  func label(of step: Int) -> Int32 {
    precondition(step >= 0 && step < batch.count, "no step of that number")
    return unsafe labels[step]
  }

  /// - Parameter slots: where look-ups of the successors will begin, to be fetched early.
  mutating func expand(_ state: StateWords, slots: SlotPlaces = .none) {
    failed.removeAll(keepingCapacity: true)
    while native != nil {
      batch.removeAll()
      switch unsafe native!.expand(state, slots: slots, into: &batch, labels: labels) {
      case .done: return
      case .batchFull: grow()
      // Something failed, and native code does not say what.
      case .failed: return interpret(state)
      }
    }
    interpret(state)
  }

  private mutating func interpret(_ state: StateWords) {
    batch.removeAll()
    unsafe interpreter.load(state.base)
    interpreter.startSteps()
    interpreter.runBudget = .max
    while true {
      if batch.isFull { growKeeping() }
      switch unsafe interpreter.nextStep(into: batch.next) {
      case .step:
        unsafe labels[batch.count] = Int32(truncatingIfNeeded: interpreter.cursor)
        unsafe batch.keepNext(hash: linked.keyShape.hash(batch.next))
      case .failure: failed.append(Int32(truncatingIfNeeded: interpreter.cursor))
      case .paused: continue
      case .done: return
      }
    }
  }

  /// Room for twice as many steps; those there are go.
  private mutating func grow() {
    let capacity = 2 * batch.capacity
    batch = SuccessorBatch(linked.keyShape, capacity: capacity)
    unsafe labels.deallocate()
    unsafe labels = .allocate(capacity: capacity)
  }

  private mutating func growKeeping() {
    let states = (0..<batch.count).map { batch.run[$0].array }
    let known = (0..<batch.count).map { label(of: $0) }
    grow()
    for (index, state) in states.enumerated() {
      batch.append(state)
      unsafe labels[index] = known[index]
    }
  }

  /// The choices of a step from one state to another by an action; nil when there is no such step.
  mutating func choices(
    from source: StateWords, by position: Int32, to target: [UInt64]
  ) -> [Int64]? {
    let buffer = UnsafeMutablePointer<UInt64>.allocate(capacity: linked.wordCount)
    defer { unsafe buffer.deallocate() }
    unsafe interpreter.load(source.base)
    interpreter.startSteps()
    interpreter.runBudget = .max
    while true {
      switch unsafe interpreter.nextStep(into: buffer) {
      case .step:
        guard interpreter.cursor == Int(position) else { continue }
        let words = unsafe StateWords(buffer, count: linked.wordCount)
        if words.order(target) == 0 { return interpreter.choices.values }
      case .failure, .paused: continue
      case .done: return nil
      }
    }
  }
}
