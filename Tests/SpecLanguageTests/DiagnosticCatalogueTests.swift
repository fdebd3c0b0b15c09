import SpecLanguage
import TestSupport
import Testing

/// What the documentation of the diagnostics owes to the catalogues.
@Suite struct DiagnosticCatalogueTests {
  private static let codes =
    LexicalCode.allCases.map(\.rawValue) + SyntaxCode.allCases.map(\.rawValue)
    + ImportCode.allCases.map(\.rawValue)

  @Test("Every code of the front end is explained", arguments: codes)
  func isExplained(code: String) throws {
    let lines = try RepositoryFiles.text(at: "docs/diagnostics.md").split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("| \(code) |") } == 1)
  }

  @Test("No code is given twice")
  func areDistinct() {
    #expect(Set(Self.codes).count == Self.codes.count)
  }
}
