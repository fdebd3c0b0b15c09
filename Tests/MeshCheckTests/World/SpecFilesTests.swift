import MeshCheck
import TestSupport
import Testing

@Suite("Finding spec files")
struct SpecFilesTests {
  private static let files = MemoryFiles([
    "specs/b.mesh": "", "specs/a.mesh": "", "specs/notes.md": "", "specs/sub/c.mesh": "",
    "specs/.hidden/d.mesh": "", "specs/.e.mesh": "", "other/f.mesh": "", "odd.txt": "",
    "empty/readme": "",
  ])

  private func paths(_ arguments: String...) throws(FileFailure) -> [String] {
    try SpecFiles(files: Self.files.access).paths(of: arguments)
  }

  @Test("goes through folders in sorted order and leaves out what is hidden or of another kind")
  func folder() throws {
    #expect(try paths("specs") == ["specs/a.mesh", "specs/b.mesh", "specs/sub/c.mesh"])
    #expect(try paths("specs/") == ["specs/a.mesh", "specs/b.mesh", "specs/sub/c.mesh"])
  }

  @Test("takes files as they are, in the order given, each once")
  func filesAsGiven() throws {
    #expect(
      try paths("odd.txt", "specs/b.mesh", "specs/sub", "specs/b.mesh")
        == ["odd.txt", "specs/b.mesh", "specs/sub/c.mesh"])
  }

  @Test("finds nothing in a folder without specs, and fails for what is not there")
  func nothing() throws {
    #expect(try paths("empty") == [])
    #expect(throws: FileFailure.missing(path: "nowhere")) { try paths("specs", "nowhere") }
  }
}
