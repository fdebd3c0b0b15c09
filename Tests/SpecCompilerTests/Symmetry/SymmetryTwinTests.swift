import Engine
import FoundationEssentials
import MeshCheck
import SourceText
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// Searching by symmetry finds just what looking at every state finds.
@Suite("By symmetry and state by state")
struct SymmetryTwinTests {
  private static func number(_ name: String, otherwise: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? otherwise
  }

  @Test(
    "Generated specs have the same verdicts, lengths and counts", arguments: 0..<8 as Range<UInt64>)
  func generated(part: UInt64) throws {
    let count = Self.number("MESHCHECK_SPECS", otherwise: 600)
    var compared = 0
    var exact = 0
    var repeated = 0
    var saved = 0
    for seed in Self.number("MESHCHECK_SEED", otherwise: 1)..<count where seed % 8 == part {
      let text = SpecGenerator.spec(seed: seed)
      guard let compiled = compile(try SpecText.check(text)).program,
        let comparison = SymmetryComparison(compiled, statesMax: 5_000)
      else { continue }
      compared += 1
      if comparison.reduced.represented?.isExact == true { exact += 1 }
      if comparison.isRepeated { repeated += 1 }
      if comparison.reduced.states < comparison.plain.states { saved += 1 }
      #expect(comparison.differences.isEmpty, "seed \(seed): \(comparison.differences)\n\(text)")
    }
    print(
      "by symmetry: \(compared) specs compared, \(saved) smaller, \(exact) exact, "
        + "\(repeated) repeated")
    #expect(saved > 0)
  }

  @Test("The corpus has the same verdicts, lengths and counts", arguments: Corpus.specs)
  func corpus(path: String) throws {
    let loaded = SpecLoader(read: Corpus.files.read).load(path: path)
    let spec = try #require(check(loaded).spec)
    let compiled = try #require(compile(spec).program)
    let comparison = SymmetryComparison(compiled, statesMax: Corpus.isFull ? .max : 20_000)
    for sort in compiled.symmetry.sorts { #expect(sort.obstacle == nil, "\(sort)") }
    if let comparison {
      #expect(comparison.differences.isEmpty)
      #expect(comparison.reduced.represented?.isExact == true)
    }
  }
}
