import MeshCheck
import SourceText
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

@Suite("Symmetry of the corpus")
struct CorpusSymmetryTests {
  @Test("dump", arguments: Corpus.specs)
  func dump(path: String) throws {
    let loaded = SpecLoader(read: Corpus.files.read).load(path: path)
    let result = check(loaded, parameters: [:])
    let spec = try #require(result.spec)
    let compiled = try #require(compile(spec).program)
    for sort in compiled.symmetry.sorts {
      let where_ = sort.obstacle?.span.map { loaded.sources.text(of: $0).prefix(60) } ?? ""
      print("SYM \(path) \(sort.name)(\(sort.count)) \(sort.obstacle?.reason ?? "symmetric") \(where_)".replacing("\n", with: " "))
    }
    print("SYM \(path) sensitive \(compiled.symmetry.sensitiveSpans.count) props \(compiled.symmetry.sensitiveProperties.count) uncertain \(compiled.symmetry.uncertainBranches.count)")
  }
}
