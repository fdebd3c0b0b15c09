/// How a call of `BytecodeExpander.expand` ended.
enum ExpansionEnd {
  /// All states of the range are expanded.
  case done
  /// The batch has no room; another call goes on.
  case batchFull
  /// Many runs have led nowhere; another call goes on.
  case paused
}

/// Finds the successors of stored states, in order, a batch at a time.
///
/// It stands between the search and the way in which steps are computed: it takes states by their
/// indices and yields packed successors with their hashes. Any other way must yield the same
/// successors in the same order.
@safe struct BytecodeExpander: ~Copyable {
  private var interpreter: Interpreter
  private let linked: LinkedProgram
  /// The state under way: its index, nil between two states.
  private var current: Int?
  /// By position: steps taken.
  private let taken: UnsafeMutablePointer<Int>
  /// Where checks of states without a step run.
  private var terminalInterpreter: Interpreter

  /// So many runs without a word are a few milliseconds.
  static let runBudget = 1 << 14

  init(_ linked: LinkedProgram) {
    self.linked = linked
    interpreter = Interpreter(linked)
    terminalInterpreter = Interpreter(linked)
    unsafe taken = .allocate(capacity: linked.positionCount)
    unsafe taken.initialize(repeating: 0, count: linked.positionCount)
  }

  deinit { unsafe taken.deallocate() }

  var byteCount: Int {
    interpreter.byteCount + terminalInterpreter.byteCount + linked.positionCount * 8
  }

  /// Steps taken in all.
  var transitions: Int {
    (0..<linked.positionCount).reduce(0) { sum, position in unsafe sum + taken[position] }
  }

  /// Steps taken by each ground action.
  var fired: [Int] {
    linked.positionOfAction.map { unsafe taken[$0] }
  }

  func addBranches(to branches: inout [Bool]) {
    let own = interpreter.branches()
    let terminal = terminalInterpreter.branches()
    for index in branches.indices where own[index] || terminal[index] { branches[index] = true }
  }

  /// Expands the states of a range from where the last call ended; `range` keeps what is left.
  ///
  /// A step that leads back to its own state is counted and not put into the batch.
  mutating func expand(
    _ range: inout Range<Int>, of store: borrowing StateStore, level: Int,
    into batch: inout SuccessorBatch, findings: inout FindingCollector
  ) -> ExpansionEnd {
    interpreter.runBudget = Self.runBudget
    while let state = current ?? range.first {
      if current == nil {
        unsafe interpreter.load(store.pointer(at: state))
        interpreter.startSteps()
        current = state
      }
      let end = expandLoaded(
        state, of: store, level: level, into: &batch, findings: &findings)
      guard end == .done else { return end }
      if !interpreter.hasStep {
        checkDeadlock(at: state, of: store, level: level, findings: &findings)
      }
      current = nil
      range = (state + 1)..<range.upperBound
      // States without successors fill no batch, and there may be very many.
      interpreter.runBudget &-= 1
      if interpreter.runBudget <= 0 { return .paused }
    }
    return .done
  }

  @inline(__always)
  private mutating func expandLoaded(
    _ state: Int, of store: borrowing StateStore, level: Int,
    into batch: inout SuccessorBatch, findings: inout FindingCollector
  ) -> ExpansionEnd {
    while !batch.isFull {
      // In bounds: a batch that is not full has room for a state; `cursor` is a position.
      let target = unsafe batch.next
      switch unsafe interpreter.nextStep(into: target) {
      case .step:
        unsafe taken[interpreter.cursor] &+= 1
        if !interpreter.violated.isEmpty {
          unsafe note(target, from: state, of: store, level: level, findings: &findings)
        }
        if !interpreter.isStepChanging { continue }
        unsafe batch.keepNext(hash: StateHash.hash(target, count: linked.wordCount))
      case .failure:
        findings.noteFailure(
          site: Int(interpreter.outcome), at: state, level: level, action: interpreter.action,
          choices: interpreter.choices.values, in: store)
      case .done: return .done
      case .paused: return .paused
      }
    }
    return .batchFull
  }

  @inline(never)
  private func note(
    _ target: UnsafePointer<UInt64>, from state: Int, of store: borrowing StateStore, level: Int,
    findings: inout FindingCollector
  ) {
    let words = unsafe Array(UnsafeBufferPointer(start: target, count: linked.wordCount))
    for site in interpreter.violated {
      findings.noteStep(
        site: Int(site), from: state, level: level, action: interpreter.action,
        choices: interpreter.choices.values, target: words, in: store)
    }
  }

  /// A state without a step is a deadlock unless a terminal check holds there.
  @inline(never)
  private mutating func checkDeadlock(
    at state: Int, of store: borrowing StateStore, level: Int, findings: inout FindingCollector
  ) {
    unsafe terminalInterpreter.load(store.pointer(at: state))
    var isTerminal = false
    for position in linked.terminals {
      switch terminalInterpreter.evaluate(at: position) {
      case .value(let value): if value != 0 { isTerminal = true }
      case .failure(let site):
        findings.noteFailure(
          site: site, ofCheck: linked.numbers[position], at: state, level: level, in: store)
      }
    }
    if !isTerminal { findings.noteDeadlock(at: state, level: level, in: store) }
  }
}
