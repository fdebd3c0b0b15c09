import Engine
import FoundationEssentials
import MeshCheck
import SourceText
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// Without bits for constants a search finds just what it finds with them.
@Suite("With and without bits for constants")
struct ConstantTwinTests {
  private static func number(_ name: String, otherwise: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? otherwise
  }

  @Test("Generated specs have the same findings and counts", arguments: 0..<4 as Range<UInt64>)
  func generated(part: UInt64) throws {
    let count = Self.number("MESHCHECK_SPECS", otherwise: 400)
    var compared = 0
    var smaller = 0
    for seed in Self.number("MESHCHECK_SEED", otherwise: 1)..<count where seed % 4 == part {
      let text = SpecGenerator.spec(seed: seed)
      let spec = try SpecText.check(text)
      let compiled = try #require(compile(spec).program)
      for isSymmetric in [false, true] where !isSymmetric || compiled.symmetry.plan != nil {
        guard
          let comparison = LayoutComparison(compiled, bySymmetry: isSymmetric, statesMax: 3_000)
        else { continue }
        compared += 1
        if comparison.isSmaller { smaller += 1 }
        #expect(comparison.differences.isEmpty, "seed \(seed): \(comparison.differences)\n\(text)")
      }
    }
    print("constants: \(compared) searches compared, \(smaller) smaller")
    #expect(smaller > 0)
  }

  @Test("The corpus has the same findings and counts", arguments: Corpus.specs)
  func corpus(path: String) throws {
    let loaded = SpecLoader(read: Corpus.files.read).load(path: path)
    let spec = try #require(check(loaded).spec)
    let compiled = try #require(compile(spec).program)
    for isSymmetric in [false, true] where !isSymmetric || compiled.symmetry.plan != nil {
      let comparison = LayoutComparison(
        compiled, bySymmetry: isSymmetric, statesMax: Corpus.isFull ? .max : 20_000)
      if let comparison { #expect(comparison.differences.isEmpty) }
    }
  }

  @Test(
    "Native code finds the same",
    .enabled(if: NativeBuild.isPossible, "there is no C compiler here"))
  func native() throws {
    var programs: [Program] = []
    for seed in 1...80 as ClosedRange<UInt64> {
      let spec = try SpecText.check(SpecGenerator.spec(seed: seed))
      let compiled = try #require(compile(spec).program)
      let read = compiled.withoutUnread()?.compiled ?? compiled
      let narrow = read.withoutConstants().program
      if narrow.layout.bitCount == compiled.program.layout.bitCount { continue }
      let limits = ExplorationLimits(statesMax: 3_000, memoryBytesMax: 256 << 20)
      if Explorer(program: narrow, limits: limits).explore().isComplete { programs.append(narrow) }
    }
    #expect(!programs.isEmpty)
    let limits = ExplorationLimits(memoryBytesMax: 256 << 20)
    let natives = try NativeBuild.programs(programs, isOptimized: false)
    for (program, native) in zip(programs, natives) {
      let expected = Explorer(program: program, limits: limits).explore().summary
      #expect(Explorer(native: native, limits: limits).explore().summary == expected)
    }
  }
}
