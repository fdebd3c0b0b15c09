import FoundationEssentials
import SpecLanguage
import Testing

/// What the documentation of the diagnostics owes to the catalogues.
@Suite struct DiagnosticCatalogueTests {
  private static let codes =
    LexicalCode.allCases.map(\.rawValue) + SyntaxCode.allCases.map(\.rawValue)
    + ImportCode.allCases.map(\.rawValue)

  @Test("Every code of the front end is explained", arguments: codes)
  func isExplained(code: String) throws {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    let bytes = try #require(FileManager.default.contents(atPath: root + "/docs/diagnostics.md"))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("| \(code) |") } == 1)
  }

  @Test("No code is given twice")
  func areDistinct() {
    #expect(Set(Self.codes).count == Self.codes.count)
  }
}
