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

/// The way of one search from bytecode to native code: a compiler is started when the search has
/// lasted a while, and ended when the search ends first. Whatever goes wrong, bytecode stays.
struct TierSwitch: ~Copyable {
  private enum Stage {
    case waiting
    case building(NativeBuild)
    case over
  }

  private let linked: LinkedProgram
  private var stage: Stage
  /// From the start of the compiler to native code that can run.
  private(set) var compilation: Duration?
  /// Why there is none.
  private(set) var failure: NativeError?
  private let patience: Duration

  /// About as long as a compiler takes for so much code: a search that is over sooner would lose by
  /// it, and one that lasts longer has lost no more than that.
  private static func patience(for program: Program) -> Duration {
    .milliseconds(min(40 + program.code.count / 7, 3_000))
  }

  init(_ linked: LinkedProgram, _ choice: TierChoice) {
    self.linked = linked
    stage = choice == .bytecodeOnly ? .over : .waiting
    patience = choice == .both ? Self.patience(for: linked.program) : .zero
  }

  /// Looks how things stand; native code is given once.
  mutating func poll(elapsed: Duration) -> NativeProgram? {
    switch stage {
    case .over: return nil
    case .waiting:
      if elapsed >= patience { start() }
      return nil
    case .building(let build):
      guard let result = build.result(isWaiting: false) else { return nil }
      stage = .over
      switch result {
      case .success(let programs):
        compilation = build.elapsed
        return programs[0]
      case .failure(let error):
        failure = error
        return nil
      }
    }
  }

  private mutating func start() {
    do throws(NativeError) {
      stage = .building(try NativeBuild([linked]))
    } catch {
      failure = error
      stage = .over
    }
  }

  /// Ends the compiler if it still runs.
  mutating func end() {
    if case .building(let build) = stage { build.cancel() }
    stage = .over
  }
}
