import CommandLineInterface
import Counterexamples
import TestSupport
import Testing

@Suite("meshcheck mutate")
struct MutateCommandTests {
  /// Nothing says who may put it out.
  static let lamp = """
    entity Person(2)
    var owner: Person? = nil

    /// {p} lights it
    action light(p: Person) when owner == nil { owner = p }

    /// {p} puts it out
    action putOut(p: Person) when owner == p {
        owner = nil
    }

    reachable Lit: owner != nil

    """

  @Test("shows what lives with its place and what it does, and who noticed the others")
  func whole() throws {
    let world = TestWorld(["lamp.mesh": Self.lamp])
    #expect(world.run("mutate lamp.mesh") == 1)
    let page = try RepositoryFiles.text(at: "docs/command-line.md")
    #expect(page.contains("```swift\n\(Self.lamp)```"))
    #expect(page.contains(world.output.trimmedEnd + "\n```"))
    #expect(
      world.output == """
        lamp.mesh  6 mutants  2 noticed  4 living  score 33.3 %  0.00 s

          living: no property notices
            lamp.mesh:5:30  owner == nil  →  true
                after 1 step light(person1) is possible, and changes nothing
            lamp.mesh:8:31  owner == p  →  true
                at once putOut(person1) is possible, and changes nothing
            lamp.mesh:8:37  owner == p  →  owner != p
                at once putOut(person1) is possible, and changes nothing
            lamp.mesh:9:5  owner = nil  →  (dropped)
                after 1 step putOut(person1) leads elsewhere

          noticed by  (all, alone, first)
               2     1     1  Lit
               1     0     1  deadlock

          notice nothing that another does not notice too
            deadlock


        """)
    #expect(world.errors == "")
  }

  @Test("is silent with --quiet when nothing lives unexplained")
  func quiet() {
    let explained = Self.lamp
      .replacing("{ owner = p }", with: "{ owner = p } // unobserved: once more does no harm")
      .replacing("== p {", with: "== p { // unobserved: anybody may")
      .replacing("owner = nil\n", with: "owner = nil // unobserved: it may stay on\n")
    let world = TestWorld(["lamp.mesh": explained])
    #expect(world.run("mutate lamp.mesh --quiet") == 0)
    #expect(world.output == "")
    #expect(world.run("mutate lamp.mesh") == 0)
    #expect(world.output.contains("  explained in the spec\n"))
    #expect(world.output.contains("        anybody may\n"))
  }

  @Test(
    "ends with 1 when a mutant lives or the score is too low, and with the spec's own code",
    arguments: [
      ("lamp.mesh", 1), ("lamp.mesh --minimum-score 10", 0), ("lamp.mesh --minimum-score 100", 1),
      ("lamp.mesh --max-states 1 --minimum-score 0", 0), ("bad.mesh", 1), ("wrong.mesh", 2),
      ("gone.mesh", 4), ("lamp.mesh wrong.mesh", 2), ("library.mesh", 0), ("", 64),
      ("lamp.mesh --minimum-score 101", 64), ("lamp.mesh --format junit", 64),
      ("lamp.mesh --set top=1", 64), ("lamp.mesh --sweep top=1...2", 64),
    ])
  func exitCodes(arguments: String, code: Int32) {
    let world = TestWorld([
      "lamp.mesh": Self.lamp, "bad.mesh": Self.lamp + "invariant Dark: owner == nil\n",
      "wrong.mesh": "var n: 0...1 = m\n", "library.mesh": "enum Mode { on, off }\n",
    ])
    #expect(world.run("mutate \(arguments)") == code)
  }

  @Test("ends with 3, and reports what was done, when it is asked to end")
  func interruption() {
    let world = TestWorld(["lamp.mesh": Self.lamp])
    #expect(world.run("mutate lamp.mesh", isInterrupted: true) == 3)
    #expect(world.output.contains("lamp.mesh"))
  }

  @Test("prints the same with any number of threads")
  func threads() {
    let world = TestWorld(["lamp.mesh": Self.lamp])
    let other = TestWorld(["lamp.mesh": Self.lamp])
    world.run("mutate lamp.mesh --threads 1")
    other.run("mutate lamp.mesh --threads 4")
    #expect(world.output == other.output)
  }

  @Test("ends with a table of several specs")
  func table() {
    let world = TestWorld(["a/lamp.mesh": Self.lamp, "b.mesh": Self.lamp])
    #expect(world.run("mutate a b.mesh") == 1)
    #expect(
      world.output.hasSuffix(
        """
        spec         mutants  noticed  living  undecided  explained  equivalent   score
        a/lamp.mesh        6        2       4          0          0           0  33.3 %
        b.mesh             6        2       4          0          0           0  33.3 %

        """))
  }

  @Test("prints JSON whose keys docs/json-output.md explains")
  func json() throws {
    let text = Self.lamp.replacing("== p {", with: "== p { // unobserved: anybody may")
    let world = TestWorld(["lamp.mesh": text])
    #expect(world.run("mutate lamp.mesh --format json") == 1)
    let json = try JSONValue(parsing: world.output)
    let spec = try #require(json["specs"]?.arrayValue?.first)
    let mutants = try #require(spec["mutants"]?.arrayValue)
    #expect(json["exitCode"] == 1)
    #expect(spec["tried"] == .integer(Int64(mutants.count { $0["status"] != "invalid" })))
    let living = try #require(mutants.first { $0["status"] == "living" })
    #expect(living["file"] == "lamp.mesh")
    #expect(living["line"] != .null && living["column"] != .null)
    let page = try RepositoryFiles.text(at: "docs/json-output.md")
    let statuses = ["noticed", "living", "explained", "equivalent", "undecided", "invalid"]
    for match in world.output.matches(of: #/"([a-zA-Z]+)":/#) {
      let key = String(match.1)
      #expect(statuses.contains(key) || page.contains("`\(key)`"), "\(key) is not explained")
    }
  }
}

extension String {
  /// Without the empty lines at the end.
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}
