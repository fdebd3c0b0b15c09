/// Yields the initial states one after the other, as there may be very many.
struct Initializer: ~Copyable {
  enum Event {
    case state([UInt64])
    case failure(site: Int, choices: [Int64])
    /// Many runs have led nowhere; another call goes on.
    case paused
  }

  private var interpreter: Interpreter
  private let position: Int

  init(_ linked: LinkedProgram) {
    interpreter = Interpreter(linked)
    position = linked.initialization
    interpreter.load([UInt64](repeating: 0, count: linked.wordCount))
    interpreter.start(at: position)
  }

  /// Nil when there are no more.
  mutating func next() -> Event? {
    interpreter.runBudget = BytecodeExpander.runBudget
    switch interpreter.execute(until: position + 1) {
    case .completed: return .state(interpreter.packed())
    case .failed:
      return .failure(site: Int(interpreter.outcome), choices: interpreter.choices.values)
    case .exhausted: return nil
    case .paused: return .paused
    }
  }

  func addBranches(to branches: inout [Bool]) {
    let own = interpreter.branches()
    for index in branches.indices where own[index] { branches[index] = true }
  }
}
