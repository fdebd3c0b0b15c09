/// The truth of all of a program's propositions in one state: a bit for each, in their order.
@safe struct PropositionRow: ~Copyable {
  private let linked: LinkedProgram
  private var interpreter: Interpreter
  private let native: NativeProgram?
  private let context: NativeContext
  private let rows: UnsafeMutablePointer<UInt64>

  /// States whose rows are worked out at a time.
  static let runMax = 256

  /// Words of a row.
  static func wordCount(of linked: LinkedProgram) -> Int { (linked.propositions.count + 63) / 64 }

  /// - Parameter native: the program's native code, when there is any.
  init(_ linked: LinkedProgram, _ native: NativeProgram?) {
    self.linked = linked
    self.native = native
    interpreter = Interpreter(linked)
    unsafe rows = .allocate(capacity: max(1, Self.runMax * Self.wordCount(of: linked)))
    // Nothing that fails is worth a look: the search has taken note of it.
    let pairs = native?.checkSites.pairs.count ?? 0
    var context = NativeContext()
    _ = unsafe context.allocate(.armedCheckFailures, Bool.self, count: pairs, repeating: false)
    _ = unsafe context.allocate(
      .branches, UInt8.self, count: linked.program.branchCount, repeating: 0)
    self.context = context
  }

  deinit { unsafe rows.deallocate() }

  /// Works out the rows of at most `runMax` states and gives each of them, with the number of its
  /// state.
  ///
  /// What cannot be evaluated is false.
  mutating func evaluate(_ run: StateRun, _ body: (Int, Table<UInt64>) -> Void) {
    precondition(run.count <= Self.runMax, "too many states at once")
    let width = Self.wordCount(of: linked)
    if let native {
      unsafe context.point(.states, to: run.words)
      unsafe context.point(.out, to: rows)
      context[.count] = run.count
      context[.position] = 0
      _ = native.letters(context.address)
    } else {
      for state in 0..<run.count { evaluate(run[state], into: state * width) }
    }
    for state in 0..<run.count {
      body(state, unsafe Table(base: rows + state * width, count: width))
    }
  }

  private mutating func evaluate(_ state: StateWords, into first: Int) {
    let width = Self.wordCount(of: linked)
    // In bounds: there are `runMax` rows of that width.
    for word in 0..<width { unsafe rows[first + word] = 0 }
    unsafe interpreter.load(state.base)
    for (index, position) in linked.propositions.enumerated() {
      if case .value(let value) = interpreter.evaluate(at: position), value != 0 {
        unsafe rows[first + index / 64] |= 1 << UInt64(index % 64)
      }
    }
  }
}
