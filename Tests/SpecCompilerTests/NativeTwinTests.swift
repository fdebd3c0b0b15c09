import Engine
import MeshCheck
import SourceText
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// Native code and bytecode find the same of the specs of the repository: counts, findings with
/// their paths, measures, coverage. `DifferentialTests` does the same for generated specs.
///
/// `MESHCHECK_CORPUS=full` compares every state of every spec, with optimised code.
@Suite("Specs as native code", .enabled(if: NativeBuild.isPossible, "there is no C compiler here"))
struct NativeTwinTests {
  private static let statesMax = 4_000
  private static let partCount = 4

  @Test("The corpus", arguments: 0..<partCount)
  func corpus(part: Int) throws {
    var comparison = NativeComparison()
    for number in stride(from: part, to: Corpus.specs.count, by: Self.partCount) {
      let path = Corpus.specs[number]
      let spec = try #require(check(SpecLoader(read: Corpus.files.read).load(path: path)).spec)
      let program = try #require(compile(spec).program).optimized().program
      comparison.add(path, program, statesMax: Corpus.isFull ? nil : Self.statesMax)
    }
    let differences = try comparison.differences(
      isOptimized: Corpus.isFull, isMerged: part % 2 == 1)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }
}
