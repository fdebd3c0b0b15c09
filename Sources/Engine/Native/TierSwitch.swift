/// How a search may run code.
package enum TierChoice: Hashable, Sendable {
  /// Bytecode at once, and native code as soon as a compiler has made some.
  case both
  case bytecodeOnly
  /// Native code from the first state on; without it there is no search.
  case nativeOnly
}

/// What ran the code of a search, in the end.
package enum ExecutionTier: String, Hashable, Sendable {
  case bytecode, native
}

/// The way of one search from bytecode to native code. Whatever goes wrong, bytecode stays.
///
/// When to compile is the ski-rental problem (Karlin, Manasse, Rudolph and Sleator, 1988,
/// doi:10.1007/BF01762111): a compiler is started when the time that the search has taken, together
/// with what it evidently takes yet, comes to the price of compiling. States that are found and not
/// expanded are to be paid for at the pace so far, and while levels do not shrink there is as much
/// to come as has been. So a search that ends right after that has lost about twice its time at
/// most, and one that takes less than half of the price in all does not compile.
///
/// While the compiler runs, one of the processors is its own: where there is only one, C seconds
/// of compiling alone are better than 2C seconds of compiling beside bytecode.
struct TierSwitch: ~Copyable {
  private enum Stage {
    case waiting
    case building(NativeBuild)
    /// There is native code that no worker has yet.
    case built(NativeProgram)
    case over
  }

  private let linked: LinkedProgram
  private let choice: TierChoice
  private let processorCount: Int
  private var stage: Stage
  /// What workers run once it is there.
  private(set) var native: NativeProgram?
  /// What native code has cost; nil when there is none.
  private(set) var compilation: CompilationTime?
  /// Why there is none.
  private(set) var failure: NativeError?
  private let price: Duration
  /// What the search had taken when the last level ended, with what it was to take yet.
  private var prospect = Duration.zero

  /// About what a compiler takes for so much code.
  private static func price(of program: Program) -> Duration {
    .milliseconds(min(80 + program.code.count / 7, 3_000))
  }

  /// States that have to be expanded before their pace says anything.
  private static let sampleMin = 1_000

  init(_ linked: LinkedProgram, _ choice: TierChoice, processorCount: Int) {
    self.linked = linked
    self.choice = choice
    self.processorCount = processorCount
    stage = choice == .bytecodeOnly ? .over : .waiting
    price = choice == .both ? Self.price(of: linked.program) : .zero
  }

  /// Workers that may begin something new.
  var workersMax: Int {
    if case .building = stage { processorCount - 1 } else { .max }
  }

  /// Whether nothing is to be done before there is native code, or none to be had.
  var isAwaited: Bool {
    if choice == .nativeOnly { return native == nil && failure == nil && !isBuilt }
    return workersMax < 1
  }

  private var isBuilt: Bool {
    if case .built = stage { true } else { false }
  }

  /// Takes note of a level that has been closed.
  ///
  /// - Parameter sizes: of the levels found last, the one closed at the end.
  mutating func endLevel(sizes: [Int], states: Int, elapsed: Duration) {
    guard let size = sizes.last, states - size >= Self.sampleMin else { return }
    prospect = elapsed * states / (states - size)
    if size >= sizes.dropLast().last ?? 0 { prospect = max(prospect, elapsed * 2) }
  }

  /// Looks how things stand.
  ///
  /// - Returns: whether they have changed: workers should come back and learn of it.
  mutating func poll(elapsed: Duration) -> Bool {
    switch stage {
    case .built, .over: return false
    case .waiting:
      guard max(elapsed, prospect) >= price else { return false }
      start()
    case .building(let build):
      guard let result = build.result(isWaiting: false) else { return false }
      switch result {
      case .success(let programs):
        compilation = build.time
        stage = .built(programs[0])
      case .failure(let error): end(error)
      }
    }
    return true
  }

  private mutating func start() {
    do throws(NativeError) {
      stage = .building(try NativeBuild([linked]))
    } catch {
      end(error)
    }
  }

  private mutating func end(_ error: NativeError) {
    failure = error
    stage = .over
  }

  /// Native code that has come since the last call.
  mutating func takeBuilt() -> NativeProgram? {
    guard case .built(let program) = stage else { return nil }
    adopt(program)
    return program
  }

  /// Goes on with native code, wherever it is from.
  mutating func adopt(_ program: NativeProgram) {
    end()
    native = program
  }

  /// Ends the compiler if it still runs.
  mutating func end() {
    if case .building(let build) = stage { build.cancel() }
    stage = .over
  }
}

/// What native code has cost.
package struct CompilationTime: Hashable, Sendable {
  /// From the start of the compiler to code that can run.
  package var elapsed: Duration
  /// Of the compiler and all that it has started.
  package var processor: Duration
}
