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
  private var labels: UnsafeMutablePointer<Int32>
  /// The positions of steps that lead back to the state itself, which are not in the batch.
  private(set) var loops: [Int32] = []
  /// Positions that were enabled and have no step, as their runs failed.
  private(set) var stepless: [Int32] = []

  init(_ linked: LinkedProgram, _ native: NativeProgram?) {
    self.linked = linked
    interpreter = Interpreter(linked)
    self.native = native.map { NativeStepExpander($0) }
    let capacity = max(512, 4 * NativeExpander.room(for: linked))
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

  /// Whether a run has come to its end: there is no step.
  var isEnd: Bool { batch.count == 0 && loops.isEmpty }

  /// Takes the steps of a state.
  ///
  /// - Parameter slots: where look-ups of the successors will begin, to be fetched early.
  mutating func take(_ state: StateWords, slots: SlotPlaces = .none) {
    loops.removeAll(keepingCapacity: true)
    stepless.removeAll(keepingCapacity: true)
    batch.removeAll()
    while native != nil {
      switch unsafe native!.expand(state, slots: slots, into: &batch, labels: labels) {
      case .done: return takeAside()
      case .batchFull:
        batch.removeAll()
        grow()
      // Something failed, and native code does not say what.
      case .failed:
        batch.removeAll()
        return interpret(state)
      }
    }
    interpret(state)
  }

  /// Takes over what native code did not put into the batch.
  private mutating func takeAside() {
    guard let aside = unsafe native?.aside else { return }
    for index in aside.indices { loops.append(~(unsafe aside[index])) }
  }

  private mutating func interpret(_ state: StateWords) {
    unsafe interpreter.load(state.base)
    interpreter.startSteps()
    interpreter.runBudget = .max
    while true {
      if batch.isFull { grow() }
      switch unsafe interpreter.nextStep(into: batch.next) {
      case .step where !interpreter.isStepChanging:
        loops.append(Int32(truncatingIfNeeded: interpreter.cursor))
      case .step:
        unsafe labels[batch.count] = Int32(truncatingIfNeeded: interpreter.cursor)
        unsafe batch.keepNext(hash: linked.keyShape.hash(batch.next))
      case .failure:
        stepless.append(Int32(truncatingIfNeeded: interpreter.cursor))
      case .paused: continue
      case .done: return
      }
    }
  }

  /// Room for twice as many steps, beside those that there are.
  private mutating func grow() {
    var larger = SuccessorBatch(linked.keyShape, capacity: 2 * batch.capacity)
    let largerLabels = UnsafeMutablePointer<Int32>.allocate(capacity: larger.capacity)
    for index in 0..<batch.count {
      larger.append(batch.run[index])
      unsafe largerLabels[index] = labels[index]
    }
    batch = larger
    unsafe labels.deallocate()
    unsafe labels = largerLabels
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
