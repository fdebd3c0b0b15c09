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

  /// More of these steps, those of one state, go into the batch.
  private static let asideMax = 1_024

  init(_ program: NativeProgram) {
    self.program = program
    context.prepareForSteps(of: program, notingFailures: true)
    unsafe asideMemory = context.allocate(
      .aside, Int32.self, count: Self.asideMax, repeating: 0)
    context[.asideCapacity] = Self.asideMax
    context[.purpose] = StepPurpose.labelled.rawValue
  }

  /// Of the last state: for each step back to itself the complement of its position.
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
    context.fetch(from: slots)
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
