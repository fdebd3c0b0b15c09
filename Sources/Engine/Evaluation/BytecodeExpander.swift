/// How a call of `BytecodeExpander.expand` ended.
enum ExpansionEnd {
  /// All states of the range are expanded.
  case done
  /// The batch has no room; another call goes on.
  case batchFull
  /// Many runs have led nowhere; another call goes on.
  case paused
}

/// Finds the successors of states, in order, a batch at a time.
///
/// It stands between the search and the way in which steps are computed: it takes packed states
/// and yields packed successors with their hashes, and knows of no store. Any other way must yield
/// the same successors in the same order.
@safe struct BytecodeExpander: ~Copyable {
  private var interpreter: Interpreter
  private let linked: LinkedProgram
  /// Whether the state at the run's position is loaded, and some of its steps are taken.
  private(set) var isInsideState = false
  /// By position: steps taken.
  let taken: UnsafeMutablePointer<Int>
  /// Where checks of states without a step run.
  private var terminalInterpreter: Interpreter

  /// Where a step goes of which only is wanted what it breaks.
  private let unused: UnsafeMutablePointer<UInt64>

  /// So many runs without a word are a few milliseconds.
  static let runBudget = 1 << 14

  init(_ linked: LinkedProgram) {
    self.linked = linked
    interpreter = Interpreter(linked)
    terminalInterpreter = Interpreter(linked)
    unsafe taken = .allocate(capacity: linked.positionCount)
    unsafe taken.initialize(repeating: 0, count: linked.positionCount)
    unsafe unused = .allocate(capacity: linked.wordCount)
  }

  deinit {
    unsafe taken.deallocate()
    unsafe unused.deallocate()
  }

  var byteCount: Int {
    interpreter.byteCount + terminalInterpreter.byteCount + linked.positionCount * 8
  }

  /// By branch: whether it was taken.
  var branches: UnsafeMutablePointer<Bool> { unsafe interpreter.branchesTaken }

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

  /// Expands the states of a run from where the last call ended, which is in the run's position
  /// and, in the middle of a state, in the expander: a run is finished before another one begins.
  ///
  /// A step that leads back to its own state is counted and not put into the batch.
  mutating func expand(
    _ run: inout StateRun, level: Int, into batch: inout SuccessorBatch,
    findings: inout FindingCollector
  ) -> ExpansionEnd {
    interpreter.runBudget = Self.runBudget
    while !run.isDone {
      let state = run[run.position]
      if !isInsideState {
        unsafe interpreter.load(state.base)
        interpreter.startSteps()
        isInsideState = true
      }
      let end = expandLoaded(state, level: level, into: &batch, findings: &findings)
      guard end == .done else { return end }
      if !interpreter.hasStep { checkDeadlock(at: state, level: level, findings: &findings) }
      isInsideState = false
      run.position += 1
      // States without successors fill no batch, and there may be very many.
      interpreter.runBudget &-= 1
      if interpreter.runBudget <= 0 { return .paused }
    }
    return .done
  }

  @inline(__always)
  private mutating func expandLoaded(
    _ state: StateWords, level: Int, into batch: inout SuccessorBatch,
    findings: inout FindingCollector
  ) -> ExpansionEnd {
    while !batch.isFull {
      // In bounds: a batch that is not full has room for a state; `cursor` is a position.
      let target = unsafe batch.next
      switch unsafe interpreter.nextStep(into: target) {
      case .step:
        unsafe taken[interpreter.cursor] &+= 1
        if !interpreter.violated.isEmpty {
          let words = unsafe StateWords(target, count: linked.wordCount)
          note(words, from: state, level: level, findings: &findings)
        }
        if !interpreter.isStepChanging { continue }
        unsafe batch.keepNext(hash: linked.keyShape.hash(target))
      case .failure:
        findings.noteFailure(
          site: Int(interpreter.outcome), at: state, level: level, action: interpreter.action,
          choices: interpreter.choices.values)
      case .done: return .done
      case .paused: return .paused
      }
    }
    return .batchFull
  }

  @inline(never)
  private func note(
    _ target: StateWords, from state: StateWords, level: Int, findings: inout FindingCollector
  ) {
    for site in interpreter.violated {
      findings.noteStep(
        site: Int(site), from: state, level: level, action: interpreter.action,
        choices: interpreter.choices.values, target: target)
    }
  }

  /// Takes note of what is to be found among the steps of a state that were counted already.
  mutating func explain(_ state: StateWords, level: Int, findings: inout FindingCollector) {
    precondition(!isInsideState, "a state was explained within another one")
    unsafe interpreter.load(state.base)
    interpreter.startSteps()
    interpreter.runBudget = .max
    search: while true {
      switch unsafe interpreter.nextStep(into: unused) {
      case .step:
        if interpreter.violated.isEmpty { continue }
        let target = unsafe StateWords(unused, count: linked.wordCount)
        note(target, from: state, level: level, findings: &findings)
      case .failure:
        findings.noteFailure(
          site: Int(interpreter.outcome), at: state, level: level, action: interpreter.action,
          choices: interpreter.choices.values)
      case .paused: continue
      case .done: break search
      }
    }
    if !interpreter.hasStep { checkDeadlock(at: state, level: level, findings: &findings) }
  }

  /// A state without a step is a deadlock unless a terminal check holds there.
  @inline(never)
  private mutating func checkDeadlock(
    at state: StateWords, level: Int, findings: inout FindingCollector
  ) {
    unsafe terminalInterpreter.load(state.base)
    var isTerminal = false
    for position in linked.terminals {
      switch terminalInterpreter.evaluate(at: position) {
      case .value(let value): if value != 0 { isTerminal = true }
      case .failure(let site):
        findings.noteFailure(
          site: site, ofCheck: linked.numbers[position], at: state, level: level)
      }
    }
    if !isTerminal { findings.noteDeadlock(at: state, level: level) }
  }
}
