import SpecLanguage
import TestSupport
import Testing

@Suite struct CatalogueTests {
  /// The codes that a file of the repository mentions.
  private func codes(in path: String) throws -> Set<String> {
    let text = try RepositoryFiles.text(at: path)
    return Set(text.matches(of: /MC\d{4}/).map { String($0.output) })
  }

  private func catalogued() throws -> Set<String> {
    let folder = "Sources/SpecLanguage"
    return try codes(in: "\(folder)/Names/NameMistake.swift")
      .union(codes(in: "\(folder)/Types/Checking/TypeMistake.swift"))
      .union(codes(in: "\(folder)/Types/Checking/RuleMistake.swift"))
  }

  @Test("Every code has an example")
  func examples() throws {
    let tables = [
      NameMistakeTests.cases, TypeMistakeTests.cases, TypeLimitTests.cases, WritingRuleTests.cases,
      FormulaRuleTests.cases, BoundTests.cases,
    ].joined()
    let reports = tables.map(\.report) + SeveralFilesTests.cases.map(\.report)
    let shown = Set(reports.flatMap { $0.matches(of: /MC\d{4}/).map { String($0.output) } })
    #expect(try catalogued().subtracting(shown) == [])
  }

  @Test("Every code is explained in the documentation")
  func documentation() throws {
    #expect(try catalogued().subtracting(codes(in: "docs/diagnostics.md")) == [])
  }
}
