internal import Glibc

/// The way of one program, or of several, to native code.
package final class NativeBuild {
  private let programs: [LinkedProgram]
  private let texts: [CProgram]
  private let compiler: NativeCompiler
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  /// What it took, once it has ended.
  private(set) var time: CompilationTime?

  /// Instructions up to which optimising takes less than a second.
  static let optimizedMax = 8_000

  /// Starts to compile the programs into one library.
  ///
  /// - Parameters:
  ///   - isOptimized: nil to decide by how much it is.
  ///   - isMerged: whether functions that differ in numbers only are merged in any case.
  init(
    _ programs: [LinkedProgram], isOptimized: Bool? = nil, isMerged: Bool = false
  ) throws(NativeError) {
    start = clock.now
    self.programs = programs
    var texts: [CProgram] = []
    for (number, program) in programs.enumerated() {
      guard
        let text = CEmitter.emit(
          program, number: number, instructionsUnmerged: isMerged ? 0 : Self.optimizedMax)
      else { throw .unsuitableProgram }
      texts.append(text)
    }
    self.texts = texts
    let count = texts.reduce(0) { $0 + $1.instructionCount }
    compiler = try NativeCompiler(
      CEmitter.file(of: texts), isLarge: !(isOptimized ?? (count <= Self.optimizedMax)))
  }

  /// Compiles programs into one library and waits for it.
  package static func programs(
    _ programs: [Program], isOptimized: Bool? = nil, isMerged: Bool = false
  ) throws(NativeError) -> [NativeProgram] {
    let build = try NativeBuild(
      programs.map { LinkedProgram($0) }, isOptimized: isOptimized, isMerged: isMerged)
    guard let result = build.result(isWaiting: true) else { throw .failed }
    return try result.get()
  }

  /// Whether there is a compiler on this machine.
  package static var isPossible: Bool { NativeCompiler.find() != nil }

  /// Where the compiler's files are until it has ended.
  var folder: String { compiler.folder }

  /// A millisecond, for who waits and has other things to look at.
  static func pause() { usleep(1000) }

  /// Ends the compiler if it still runs.
  func cancel() { compiler.cancel() }

  /// What came of it, for each of the programs; nil while the compiler still runs and
  /// `isWaiting` is false. Not to be asked again after that.
  func result(isWaiting: Bool) -> Result<[NativeProgram], NativeError>? {
    guard let result = compiler.result(isWaiting: isWaiting) else { return nil }
    time = CompilationTime(
      elapsed: start.duration(to: clock.now), processor: compiler.processorTime)
    return result.flatMap { library in
      let natives = zip(programs, texts).compactMap { NativeProgram($0, $1, in: library) }
      return natives.count == programs.count ? .success(natives) : .failure(.failed)
    }
  }
}
