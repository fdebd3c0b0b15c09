import CommandLineInterface
import TestSupport
import Testing

@Suite("meshcheck format")
struct FormatCommandTests {
  private static let loose = "var   n:0...3=0\n"
  private static let canonical = "var n: 0...3 = 0\n"

  @Test("prints one file in its canonical form, and leaves it as it is")
  func print() {
    let world = TestWorld(["a.mesh": Self.loose])
    #expect(world.run("format a.mesh") == 0)
    #expect(world.output == Self.canonical)
    #expect(world.files.text(at: "a.mesh") == Self.loose)
  }

  @Test("lists with --check what is not canonical, and writes it with --write")
  func checkAndWrite() {
    let world = TestWorld(["specs/a.mesh": Self.loose, "specs/b.mesh": Self.canonical])
    #expect(world.run("format --check") == 1)
    #expect(world.output == "specs/a.mesh\n")
    #expect(world.run("format --write") == 0)
    #expect(world.files.text(at: "specs/a.mesh") == Self.canonical)
    #expect(world.run("format --check") == 0)
  }

  @Test("leaves a file with syntax errors as it is, and says what is wrong")
  func broken() {
    let world = TestWorld(["a.mesh": "var n 0...3\n"])
    #expect(world.run("format --write a.mesh") == 2)
    #expect(world.errors.hasPrefix("a.mesh:1:5: error: "))
    #expect(world.files.text(at: "a.mesh") == "var n 0...3\n")
  }

  @Test("refuses to print several files, and to check and write at once")
  func usage() {
    let world = TestWorld(["specs/a.mesh": "", "specs/b.mesh": ""])
    #expect(world.run("format specs") == 64)
    #expect(world.run("format --check --write specs") == 64)
    #expect(
      world.errors == """
        meshcheck: 2 files cannot be printed as one; use --check or --write
        meshcheck: '--check' and '--write' exclude each other

        """)
  }
}
