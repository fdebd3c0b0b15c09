/// Where runs can go from several states at a time: the successors of each but itself and those
/// left out, and whether a fair run may stay in it for ever.
///
/// What is left out is kept where a look costs next to nothing, as in `RecentKeys`: where most
/// steps lead to what was left out a moment ago, most are never looked up.
@safe struct OnwardSteps: ~Copyable {
  private let linked: LinkedProgram
  private var interpreter: Interpreter
  private var native: NativeOnwardSteps?
  /// The successors of the states that were taken last, one state's after another's.
  private(set) var batch: SuccessorBatch
  /// By state: twice the number of successors up to its end, and 1 if a fair run may stay in it.
  private let ends: Table<Int>
  /// By position of an action: a bit that says there is a step, and one for its requirement.
  private let roles: Table<UInt64>

  /// States that are taken at a time.
  private static let statesMax = 512
  private static let stepBit: UInt64 = 1 << 63

  init(_ linked: LinkedProgram, _ native: NativeProgram?, _ requirements: FairnessRequirements) {
    self.linked = linked
    interpreter = Interpreter(linked)
    let capacity = max(512, 2 * NativeExpander.room(for: linked))
    batch = SuccessorBatch(linked.keyShape, capacity: capacity)
    ends = .allocate(repeating: 0, count: Self.statesMax)
    // Requirements may share a bit: then a run may seem to stay where no fair one can.
    let roles = Table.allocate(
      requirements.ofPosition.map { $0 < 0 ? Self.stepBit : Self.stepBit | 1 << UInt64($0 % 63) })
    self.roles = roles
    self.native = native.map { NativeOnwardSteps($0, roles: roles) }
  }

  deinit {
    ends.deallocate()
    roles.deallocate()
  }

  var byteCount: Int {
    interpreter.byteCount + batch.byteCount + RecentKeys(linked.keyShape).byteCount
  }

  /// The successors of one of the states that were taken last, by its number among them.
  @inline(__always)
  func successors(of state: Int) -> Range<Int> {
    (state == 0 ? 0 : ends[state - 1] >> 1)..<(ends[state] >> 1)
  }

  /// Whether some run that is fair, as far as this is known here, may stay there.
  @inline(__always)
  func mayStay(in state: Int) -> Bool { ends[state] & 1 == 1 }

  /// Takes the steps of the next states of a run, as many as there is room for.
  ///
  /// - Parameter slots: where look-ups of the successors will begin, to be fetched early.
  /// - Returns: of how many, at least one unless the run is at its end.
  mutating func take(_ run: StateRun, slots: SlotPlaces) -> Int {
    if run.isDone { return 0 }
    while true {
      batch.removeAll()
      let done: Int
      if native != nil {
        done = native!.take(run, slots: slots, into: &batch, ends: ends)
      } else {
        done = interpret(run)
      }
      if done > 0 { return done }
      // It has room for more than all steps of one state then.
      batch = SuccessorBatch(linked.keyShape, capacity: 2 * batch.capacity)
    }
  }

  /// Leaves out a successor from now on, as long as that can be kept in mind.
  @inline(__always)
  func leaveOut(_ successor: Int) {
    unsafe native?.leaveOut(
      batch.words(at: successor), hash: batch.hash(at: successor), width: linked.wordCount)
  }

  /// As `NativeOnwardSteps.take`, where nothing is left out.
  private mutating func interpret(_ run: StateRun) -> Int {
    let count = min(run.count - run.position, ends.count)
    for number in 0..<count {
      let start = batch.count
      guard let mayStay = interpret(run[run.position + number]) else {
        batch.shorten(to: start)
        return number
      }
      ends[number] = batch.count << 1 | (mayStay ? 1 : 0)
    }
    return count
  }

  /// Whether a fair run may stay in a state, whose successors are added; nil when there is no room.
  private mutating func interpret(_ state: StateWords) -> Bool? {
    var leaving: UInt64 = 0
    var staying: UInt64 = 0
    unsafe interpreter.load(state.base)
    interpreter.startSteps()
    interpreter.runBudget = .max
    while true {
      if batch.isFull { return nil }
      switch unsafe interpreter.nextStep(into: batch.next) {
      case .step where !interpreter.isStepChanging: staying |= roles[interpreter.cursor]
      case .step:
        leaving |= roles[interpreter.cursor]
        unsafe batch.keepNext(hash: linked.keyShape.hash(batch.next))
      case .failure, .paused: continue
      case .done: return leaving & ~staying == 0
      }
    }
  }
}
