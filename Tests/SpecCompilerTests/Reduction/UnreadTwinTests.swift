import Engine
import FoundationEssentials
import MeshCheck
import SourceText
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// Without what nothing depends on, a search finds just what it finds with it.
@Suite("With and without unread variables")
struct UnreadTwinTests {
  private static func number(_ name: String, otherwise: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? otherwise
  }

  @Test("Generated specs have the same findings", arguments: 0..<4 as Range<UInt64>)
  func generated(part: UInt64) throws {
    let count = Self.number("MESHCHECK_SPECS", otherwise: 600)
    var compared = 0
    var smaller = 0
    for seed in Self.number("MESHCHECK_SEED", otherwise: 1)..<count where seed % 4 == part {
      let text = SpecGenerator.spec(seed: seed)
      let spec = try SpecText.check(text)
      let compiled = try #require(compile(spec).program)
      for isSymmetric in [false, true] where !isSymmetric || compiled.symmetry.plan != nil {
        guard
          let comparison = UnreadComparison(compiled, bySymmetry: isSymmetric, statesMax: 3_000)
        else { continue }
        compared += 1
        if comparison.isSmaller { smaller += 1 }
        #expect(comparison.differences.isEmpty, "seed \(seed): \(comparison.differences)\n\(text)")
      }
    }
    print("unread: \(compared) searches compared, \(smaller) smaller")
  }

  @Test("The corpus has the same findings", arguments: Corpus.specs)
  func corpus(path: String) throws {
    let loaded = SpecLoader(read: Corpus.files.read).load(path: path)
    let spec = try #require(check(loaded).spec)
    let compiled = try #require(compile(spec).program)
    for isSymmetric in [false, true] where !isSymmetric || compiled.symmetry.plan != nil {
      let comparison = UnreadComparison(
        compiled, bySymmetry: isSymmetric, statesMax: Corpus.isFull ? .max : 20_000)
      if let comparison { #expect(comparison.differences.isEmpty) }
    }
  }
}
