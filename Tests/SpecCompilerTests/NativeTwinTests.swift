import Engine
import FoundationEssentials
import MeshCheck
import SourceText
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// Native code and bytecode find the same: counts, findings with their paths, measures, coverage.
@Suite("Specs as native code", .enabled(if: NativeBuild.isPossible, "there is no C compiler here"))
struct NativeTwinTests {
  private static let statesMax = 20_000
  private static let partCount = 4
  private static let chunkSize = 40

  /// The program of a spec and how far it is explored; nil when it has more states than that.
  private func limits(of program: Program) -> ExplorationLimits? {
    let limits = ExplorationLimits(statesMax: Self.statesMax, memoryBytesMax: 256 << 20)
    let probe = Explorer(program: program, limits: limits).explore()
    if probe.isComplete { return limits }
    // Of a level that is not seen whole, how much is seen depends on how it is gone through.
    guard probe.depth > 1 else { return nil }
    return ExplorationLimits(depthMax: probe.depth - 1, memoryBytesMax: 256 << 20)
  }

  private func expectAgreement(
    _ program: Program, _ native: NativeProgram, _ limits: ExplorationLimits, _ name: String
  ) {
    let expected = Explorer(program: program, limits: limits).explore().summary
    let found = Explorer(native: native, limits: limits).explore().summary
    #expect(found == expected, "\(name)")
  }

  @Test("The corpus", arguments: Corpus.specs)
  func corpus(path: String) throws {
    let loaded = SpecLoader(read: Corpus.files.read).load(path: path)
    let spec = try #require(check(loaded).spec)
    let program = try #require(compile(spec).program).program
    guard let limits = limits(of: program) else { return }
    let native = try NativeBuild.programs([program], isOptimized: false)[0]
    expectAgreement(program, native, limits, path)
  }

  /// `MESHCHECK_SPECS=100000` runs that many, `MESHCHECK_SEED=7` begins elsewhere.
  private static func number(_ name: String, otherwise: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? otherwise
  }

  @Test("Generated specs", arguments: 0..<partCount)
  func generated(part: Int) throws {
    let count = Self.number("MESHCHECK_SPECS", otherwise: 320) / Self.partCount
    let first = Self.number("MESHCHECK_SEED", otherwise: 1) + part * count
    for start in stride(from: first, to: first + count, by: Self.chunkSize) {
      try compareChunk(Array(start..<min(start + Self.chunkSize, first + count)))
    }
  }

  /// All programs of a chunk go through the compiler together.
  private func compareChunk(_ seeds: [Int]) throws {
    var programs: [Program] = []
    var kept: [(seed: Int, limits: ExplorationLimits)] = []
    for seed in seeds {
      let spec = try SpecText.check(SpecGenerator.spec(seed: UInt64(seed)))
      let program = try #require(compile(spec).program).program
      guard let limits = limits(of: program) else { continue }
      programs.append(program)
      kept.append((seed, limits))
    }
    let natives = try NativeBuild.programs(programs, isOptimized: false)
    for (index, (seed, limits)) in kept.enumerated() {
      expectAgreement(programs[index], natives[index], limits, "seed \(seed)")
    }
  }
}
