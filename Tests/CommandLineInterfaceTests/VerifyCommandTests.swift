import CommandLineInterface
import TestSupport
import Testing

@Suite("meshcheck verify")
struct VerifyCommandTests {
  static let flip = """
    param top: 1...3 = 1
    var n: 0...3 = 0
    action up() { n = n == top ? 0 : n + 1 }
    invariant Small: n <= 1

    """

  @Test(
    "ends with the gravest of all outcomes",
    arguments: [
      ("good.mesh", 0), ("bad.mesh", 1), ("wrong.mesh", 2), ("runs.mesh", 3), ("gone.mesh", 4),
      ("good.mesh runs.mesh", 3), ("runs.mesh bad.mesh", 1), ("bad.mesh wrong.mesh", 2),
      ("library.mesh good.mesh", 0), ("--bad-option", 64),
    ])
  func exitCodes(arguments: String, code: Int32) {
    let world = TestWorld([
      "good.mesh": Self.flip, "bad.mesh": Self.flip + "invariant Up: n != 0\n",
      "wrong.mesh": "var n: 0...1 = m\n", "library.mesh": "enum Mode { on, off }\n",
      "runs.mesh": Self.flip,
    ])
    let limit = arguments.contains("runs.mesh") ? " --max-states 1" : ""
    #expect(world.run("verify \(arguments)\(limit)") == code)
  }

  @Test("reports what it has seen when it is asked to end, and that it is not all")
  func interruption() {
    let world = TestWorld(["a.mesh": Self.flip, "b.mesh": Self.flip])
    #expect(world.run("verify a.mesh b.mesh", isInterrupted: true) == 3)
    #expect(world.output.contains("a.mesh  1 states") || world.output.contains("a.mesh  1 state "))
    #expect(world.output.contains("the search was stopped"))
    #expect(world.output.contains("2 specs, 2 inconclusive"))
  }

  @Test("gives the same report with any number of threads", arguments: [1, 2, 8, 1000])
  func threads(count: Int) {
    let world = TestWorld(["a.mesh": Self.flip])
    #expect(world.run("verify a.mesh --set top=2 --threads \(count)") == 1)
    let alone = TestWorld(["a.mesh": Self.flip])
    alone.run("verify a.mesh --set top=2")
    #expect(world.output == alone.output)
    #expect(world.run("verify a.mesh --threads 0") == 64)
  }

  @Test("goes through the folder specs when it is given no path, in sorted order")
  func folder() {
    let world = TestWorld(["specs/b.mesh": Self.flip, "specs/a/c.mesh": Self.flip])
    #expect(world.run("verify") == 0)
    #expect(
      world.output == """
        specs/a/c.mesh  2 states          2 transitions           depth 1    0.00 s   ok (2 properties)
        specs/b.mesh    2 states          2 transitions           depth 1    0.00 s   ok (2 properties)
        2 specs, 2 as expected, 0.00 s

        """)
    #expect(world.errors == "")
  }

  @Test("says nothing at all with --quiet when everything is as expected")
  func quiet() {
    let world = TestWorld(["a.mesh": Self.flip])
    #expect(world.run("verify a.mesh --quiet") == 0)
    #expect(world.output == "")
  }

  @Test("shows the trace to what is violated")
  func trace() {
    let world = TestWorld(["a.mesh": Self.flip])
    #expect(world.run("verify a.mesh --set top=2") == 1)
    #expect(world.output.contains("  invariant Small is violated after 2 steps\n"))
    #expect(world.output.contains("show it again: meshcheck verify a.mesh --set top=2\n"))
  }

  @Test("prints a row for each swept value")
  func sweep() {
    let world = TestWorld(["a.mesh": Self.flip + "measure height: 2 * n\n"])
    #expect(world.run("verify a.mesh --sweep top=1...3 --quiet") == 1)
    let full = TestWorld(["a.mesh": Self.flip + "measure height: 2 * n\n"])
    full.run("verify a.mesh --sweep top=1...3")
    #expect(
      full.output.hasPrefix(
        """
        a.mesh
          top  states  transitions  depth  height max  verdict
            1       2            2      1           2  holds
            2       3            3      2           4  violated: Small
            3       4            4      3           6  violated: Small

        """))
  }

  @Test(
    "refuses parameters that no spec has, or values out of range",
    arguments: [
      ("--set tob=2", "no spec has a parameter 'tob'; did you mean 'top'?"),
      ("--set zzzzz=2", "no spec has a parameter 'zzzzz'; there are 'top'"),
      (
        "--set top=4", "4 is not a value of the parameter 'top': a.mesh declares it as 1...3"
      ),
      ("--sweep top=1...5000", "the sweeps have more than 1,000 combinations"),
      ("--set top=1 --set top=2", "the parameter 'top' is given more than once"),
    ])
  func parameters(options: String, message: String) {
    let world = TestWorld(["a.mesh": Self.flip])
    #expect(world.run("verify a.mesh \(options)") == 64)
    #expect(world.errors == "meshcheck: \(message)\n")
    #expect(world.output == "")
  }

  @Test("gives a parameter to those files that have it")
  func parameterOfSome() {
    let world = TestWorld(["a.mesh": Self.flip, "b.mesh": "var n: 0...1 = 0\nterminal true\n"])
    #expect(world.run("verify a.mesh b.mesh --set top=1") == 0)
  }

  @Test("writes each counterexample, and nothing else, under safe names that replay takes")
  func traceFiles() throws {
    let text = Self.flip + "reachable Two: n == 2\nmeasure height: n\n"
    let world = TestWorld(["x/a.mesh": text, "y/a.mesh": text])
    #expect(world.run("verify x y --set top=2 --trace out --quiet") == 1)
    #expect(
      world.files.paths.filter { $0.hasPrefix("out/") } == [
        "out/a-top-2-Small-2.itf.json", "out/a-top-2-Small-2.md", "out/a-top-2-Small.itf.json",
        "out/a-top-2-Small.md",
      ])
    let replay = TestWorld([
      "x/a.mesh": text,
      "t.itf.json": try #require(world.files.text(at: "out/a-top-2-Small.itf.json")),
    ])
    #expect(replay.run("replay t.itf.json") == 0)
    #expect(replay.output.hasSuffix("2 steps confirmed: Small ends as the trace says\n"))
    let failing = TestWorld(["a.mesh": text])
    #expect(failing.run("verify a.mesh --set top=2 --trace readonly") == 4)
    #expect(failing.errors == "meshcheck: 'readonly' cannot be written\n")
  }

  @Test("colours on a terminal, unless told otherwise")
  func colours() {
    func isColored(_ options: String, onTerminal: Bool, _ variables: [String: String] = [:]) -> Bool
    {
      let world = TestWorld(["a.mesh": Self.flip])
      world.run("verify a.mesh \(options)", onTerminal: onTerminal, variables: variables)
      return world.output.contains("\u{1B}[")
    }
    #expect(isColored("", onTerminal: true))
    #expect(!isColored("", onTerminal: false))
    #expect(!isColored("", onTerminal: true, ["NO_COLOR": "1"]))
    #expect(isColored("", onTerminal: true, ["NO_COLOR": ""]))
    #expect(isColored("--color always", onTerminal: false, ["NO_COLOR": "1"]))
    #expect(!isColored("--color never", onTerminal: true))
  }

  @Test("stops printing when nobody reads, and still says how it went")
  func brokenPipe() {
    let world = TestWorld(["specs/a.mesh": Self.flip, "specs/b.mesh": Self.flip])
    world.cutOutput()
    #expect(world.run("verify") == 0)
    #expect(world.printsAfterCut == 1)
  }

  @Test(
    "is a failure of the world when its output cannot be written", arguments: ["verify", "help"])
  func fullDisk(command: String) {
    let world = TestWorld(["specs/a.mesh": Self.flip])
    world.fillOutput()
    #expect(world.run(command) == 4)
    #expect(world.errors.hasSuffix("meshcheck: standard output cannot be written\n"))
  }

  @Test("says where there is nothing to verify")
  func nothing() {
    let world = TestWorld(["specs/readme.md": ""])
    #expect(world.run("verify") == 64)
    #expect(world.errors == "meshcheck: there is no spec file (*.mesh) in 'specs'\n")
    let empty = TestWorld()
    #expect(empty.run("verify") == 4)
    #expect(empty.errors == "meshcheck: there is no file 'specs'\n")
  }
}
