import CommandLineInterface
import TestSupport
import Testing

@Suite("meshcheck simulate")
struct SimulateCommandTests {
  static let text = """
    param top: 1...9 = 2
    var n: 0...9 = 0
    /// one more
    action up() when n < 9 { n += 1 }
    /// one less
    action down() when n > 0 { n -= 1 }
    invariant Small: n <= top
    reachable Nine: n == 9

    """

  /// What a run prints, with what time it took left out.
  private func output(_ line: String, _ text: String = text) -> String {
    let world = TestWorld(["a.mesh": text])
    world.run(line)
    return world.output
      .replacing(#/\d+\.\d\d s  [\d,]+ steps\/s/#, with: "… s  … steps/s")
      .replacing(#/"(seconds|stepsPerSecond)": [\d.]+/#) { "\"\($0.output.1)\": 0" }
  }

  @Test("shows what it came across, and how to see it again")
  func whole() {
    #expect(
      output("simulate a.mesh --walks 3 --depth 8") == """
        a.mesh  3 walks  24 steps  … s  … steps/s  1 of 3 properties not as expected
            seed 1, at most 8 steps each, all went so far
            not violated in 3 walks: deadlock
            not reached in 3 walks: Nine

          invariant Small is violated after 3 steps
            a.mesh with top = 2

            0  initial state
                 n  0

            1  up   one more
                 n  0 → 1

            2  up   one more
                 n  1 → 2

            3  up   one more
                 n  2 → 3

            Small is false (a.mesh:7:1):
              n <= top   is false
                n     = 3
                top   = 2

            show it again: meshcheck simulate a.mesh --seed 1 --walk 1
            in 2 of 3 walks, as walk 1 took it

        """)
  }

  @Test(
    "ends with 1 only for what is not expected, and never with 0",
    arguments: [
      ("simulate a.mesh", 1), ("simulate a.mesh --set top=9", 3),
      ("simulate expected.mesh", 3), ("simulate reached.mesh", 1), ("simulate wrong.mesh", 2),
      ("simulate library.mesh", 3), ("simulate a.mesh --walks 3 --shard 5/8", 3),
      ("simulate gone.mesh", 4), ("simulate", 64),
      ("simulate a.mesh wrong.mesh", 64), ("simulate a.mesh --walk 3 --walks 4", 64),
      ("simulate a.mesh --walk 3 --shard 0/2", 64), ("simulate a.mesh --shard 2/2", 64),
      ("simulate a.mesh --shard -1/2", 64), ("simulate a.mesh --set top=10", 64),
      ("simulate a.mesh --sweep top=1...2", 64),
    ])
  func exitCodes(line: String, code: Int32) {
    let world = TestWorld([
      "a.mesh": Self.text, "expected.mesh": Self.text + "expect violated Small\n",
      "reached.mesh": Self.text + "expect violated Small\nexpect unreachable Nine\n",
      "wrong.mesh": "var n: 0...1 = m\n", "library.mesh": "enum Mode { on, off }\n",
    ])
    let limits = line.contains("--walk") || line == "simulate" ? "" : " --walks 50"
    #expect(world.run(line + limits) == code)
    #expect(code != 64 || world.output.isEmpty)
  }

  @Test("says nothing with --quiet when nothing is unexpected")
  func quiet() {
    #expect(output("simulate a.mesh --set top=9 --walks 5 --quiet") == "")
    #expect(output("simulate a.mesh --walks 5 --quiet").contains("invariant Small is violated"))
  }

  @Test("writes traces that replay takes")
  func traces() throws {
    let world = TestWorld(["a.mesh": Self.text])
    #expect(world.run("simulate a.mesh --walks 5 --trace out --set top=3") == 1)
    #expect(
      world.files.paths.filter { $0.hasPrefix("out/") } == [
        "out/a-top-3-Small.itf.json", "out/a-top-3-Small.md",
      ])
    #expect(
      try #require(world.files.text(at: "out/a-top-3-Small.md"))
        .contains("meshcheck simulate a.mesh --set top=3 --seed 1 --walk "))
    let replay = TestWorld([
      "a.mesh": Self.text,
      "t.itf.json": try #require(world.files.text(at: "out/a-top-3-Small.itf.json")),
    ])
    #expect(replay.run("replay t.itf.json") == 0)
  }

  @Test("gives the walk of a finding again by the command that it names")
  func again() throws {
    let first = output("simulate a.mesh --walks 20 --depth 30 --seed 5")
    let match = try #require(first.firstMatch(of: #/show it again: meshcheck (?<line>.*)\n/#))
    let second = output(String(match.line) + " --depth 30")
    let trace = #/  invariant Small is violated(.|\n)*?show it again/#
    #expect(first.firstMatch(of: trace)?.output.0 == second.firstMatch(of: trace)?.output.0)
    #expect(second.contains("a.mesh  1 walk  30 steps"))
  }

  @Test("prints JSON")
  func json() {
    let text = output("simulate a.mesh --set top=9 --walks 2 --depth 3 --format json")
    #expect(
      text.replacing(#/\n    \{\n(.|\n)*?\n    \}/#, with: " {…}", maxReplacements: 2)
        .hasPrefix(
          """
          {
            "version": "\(programVersion)",
            "outcome": "inconclusive",
            "exitCode": 3,
            "file": "a.mesh",
            "parameters": {"top": 9},
            "seed": 1,
            "shard": null,
            "onlyWalk": null,
            "depthLimit": 3,
            "walks": 2,
            "walksToTheLimit": 2,
            "walksOutsideConstraint": 0,
            "steps": 6,
            "deepest": 3,
            "limit": null,
            "seconds": 0,
            "stepsPerSecond": 0,
            "failure": null,
            "properties": [ {…}, {…},
              {
                "name": "deadlock",
                "kind": "deadlock",
                "identifier": null,
                "verdict": "not violated",
                "expected": true,
                "file": "a.mesh",
                "line": null,
                "least": null,
                "greatest": null,
                "walks": 0,
                "walk": null,
                "stepsBefore": null,
                "command": null,
                "trace": null
              }
            ],
          """))
  }

  @Test("has in JSON the keys that docs/json-output.md explains")
  func documentedKeys() throws {
    let page = try RepositoryFiles.text(at: "docs/json-output.md")
    let text = output("simulate a.mesh --walks 2 --format json")
    for match in text.matches(of: #/\n {2}(?: {4})?"(?<key>[a-zA-Z]+)": /#) {
      #expect(page.contains("`\(match.key)`"), "docs/json-output.md lacks \(match.key)")
    }
  }

  @Test("prints JUnit XML in which what was not violated is no pass")
  func junit() {
    let text = output("simulate a.mesh --walks 20 --format junit")
    #expect(text.contains("failures=\"1\" errors=\""))
    #expect(
      text.contains("<error type=\"inconclusive\" message=\"not violated in 20 random walks\"/>"))
  }
}
