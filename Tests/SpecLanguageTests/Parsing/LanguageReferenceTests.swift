import SourceText
import SpecLanguage
import TestSupport
import Testing

/// The examples of the documentation are held to the language.
@Suite struct LanguageReferenceTests {
  private static func examples() throws -> [String] {
    try RepositoryFiles.blocks(in: "docs/language.md").filter { $0.language == "swift" }.map(\.text)
  }

  @Test("Every example of the reference parses")
  func parses() throws {
    let examples = try Self.examples()
    #expect(examples.count > 8)
    for example in examples {
      // An ellipsis stands for a body, or for a condition.
      let text = example.replacing("{ … }", with: "{ }").replacing("where …", with: "where true")
      let diagnostics = SpecText.load(text).diagnostics.map(\.message)
      #expect(diagnostics == [], "\(example)")
    }
  }

  @Test("The reference's first two examples are whole specs", arguments: [0, 1])
  func checks(index: Int) throws {
    _ = try SpecText.check(Self.examples()[index])
  }
}
