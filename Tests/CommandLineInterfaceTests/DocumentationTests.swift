import FoundationEssentials
import TestSupport
import Testing

@Suite("The documentation")
struct DocumentationTests {
  @Test(
    "leads to files that are there",
    arguments: [
      "README.md", "counterexamples/README.md", "docs/architecture.md", "docs/command-line.md",
      "docs/json-output.md",
      "docs/known-limits.md", "docs/language.md", "docs/liveness.md", "docs/safe-settings.md",
      "docs/theory.md", "docs/traces.md",
    ])
  func links(page: String) throws {
    let folder = page.lastIndex(of: "/").map { page[...$0] } ?? ""
    for match in try RepositoryFiles.text(at: page).matches(of: #/\]\((?<target>[^)#]+)/#) {
      let target = String(match.target)
      if target.contains(":") { continue }
      let path = "\(RepositoryFiles.root)/\(folder)\(target)"
      #expect(FileManager.default.fileExists(atPath: path), "\(page) leads to \(target)")
    }
  }

  @Test("names only specs and traces that are there in docs/command-line.md")
  func examples() throws {
    let text = try RepositoryFiles.text(at: "docs/command-line.md")
    let paths = text.matches(of: #/(?:specs|counterexamples)\/[a-zA-Z0-9.\/-]+\.(?:mesh|json)/#)
    #expect(!paths.isEmpty)
    for match in paths {
      let path = "\(RepositoryFiles.root)/\(match.output)"
      #expect(FileManager.default.fileExists(atPath: path), "there is no \(match.output)")
    }
  }
}
