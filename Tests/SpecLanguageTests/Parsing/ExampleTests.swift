import SourceText
import SpecLanguage
import Testing

@Suite struct ExampleTests {
  @Test("Every construct of the language parses", arguments: ExampleSpecs.all)
  func parses(spec: String) {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "example.mesh", utf8: Array(spec.utf8)))
    let result = parse(file, in: sources)
    #expect(result.diagnostics.map { "\(sources.position(of: $0.span!)) \($0.message)" } == [])
    #expect(!result.syntax.declarations.isEmpty)
  }
}
