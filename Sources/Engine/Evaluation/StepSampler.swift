/// Takes one of the steps of a state, where somebody else throws the dice, and stands in the next.
///
/// It offers the steps one after the other, in the order in which a search takes them; the one that
/// was kept last is the one taken. Nothing is allocated on the way.
@safe struct StepSampler: ~Copyable {
  private var interpreter: Interpreter
  private let linked: LinkedProgram
  private let seenCases: SeenCases
  /// Of `wordCount` words each: where the step under way leads, and where the kept one does.
  private var target: UnsafeMutablePointer<UInt64>
  private var kept: UnsafeMutablePointer<UInt64>
  /// Of the kept step.
  private(set) var keptPosition = 0
  private(set) var keptChoices: [Int64] = []

  init(_ linked: LinkedProgram) {
    self.linked = linked
    interpreter = Interpreter(linked)
    seenCases = SeenCases(linked)
    unsafe target = .allocate(capacity: linked.wordCount)
    unsafe target.initialize(repeating: 0, count: linked.wordCount)
    unsafe kept = .allocate(capacity: linked.wordCount)
    unsafe kept.initialize(repeating: 0, count: linked.wordCount)
  }

  deinit {
    unsafe target.deallocate()
    unsafe kept.deallocate()
  }

  /// Stands in a state of a list of packed states, one after the other.
  mutating func enter(_ index: Int, of states: [UInt64]) {
    let range = index * linked.wordCount..<(index + 1) * linked.wordCount
    precondition(states.indices.contains(range), "there is no state \(index)")
    unsafe states.withUnsafeBufferPointer { states in
      // In bounds: the precondition says so.
      unsafe interpreter.load(states.baseAddress! + range.lowerBound)
    }
    seenCases.note(interpreter)
  }

  /// Stands where the kept step leads.
  @inline(__always)
  mutating func enterKept() {
    unsafe interpreter.load(kept)
    seenCases.note(interpreter)
  }

  /// Makes ready for the steps of the state; checks of it come before.
  @inline(__always)
  mutating func startSteps() {
    interpreter.runBudget = BytecodeExpander.runBudget
    interpreter.startSteps()
  }

  /// Goes on to the next step, or failure. After `paused` another call goes on.
  @inline(__always)
  mutating func nextStep() -> StepEvent {
    if interpreter.runBudget <= 0 { interpreter.runBudget = BytecodeExpander.runBudget }
    return unsafe interpreter.nextStep(into: target)
  }

  /// Keeps the step under way instead of the one before; its choices only when they are wanted.
  @inline(__always)
  mutating func keep(withChoices: Bool) {
    unsafe swap(&target, &kept)
    keptPosition = interpreter.cursor
    if withChoices { keptChoices = interpreter.choices.values }
  }

  /// The position of the step or failure under way.
  var position: Int { interpreter.cursor }
  /// The sites of the step properties that the step under way breaks.
  var violatedSites: [Int32] { interpreter.violated }
  /// Where the run under way failed.
  var failedSite: Int { Int(interpreter.outcome) }
  /// Whether the state had a step or a failure so far.
  var hasStep: Bool { interpreter.hasStep }

  /// Runs the check at a position on the state: before `startSteps`, or when the steps are done.
  @inline(__always)
  mutating func evaluate(at position: Int) -> CheckOutcome {
    interpreter.evaluate(at: position)
  }

  func addBranches(to branches: inout [Bool]) {
    let own = interpreter.branches()
    for index in branches.indices where own[index] { branches[index] = true }
  }

  func cases() -> [Set<Int>] { seenCases.cases() }
}
