import Counterexamples
import TestSupport
import Testing

@Suite("Temporal properties on the command line")
struct TemporalPropertyTests {
  private static func gate(_ going: String) -> String {
    """
    var open = false
    var gone = false
    /// the gate swings
    fair action swing() when !gone { open = !open }
    /// the guest goes through
    \(going) go() when open && !gone { gone = true }
    terminal gone
    property Goes: eventually gone

    """
  }

  private static func report(of fairness: String, loop: String, options: String = "") -> String {
    """
    gate.mesh  3 states  3 transitions  depth 2  0.00 s  1 of 2 properties not as expected
        \(fairness)

      property Goes is violated by a run of 0 + 2 steps
        gate.mesh

         0  initial state
              open  false
              gone  false

      ┌→ 1  swing   the gate swings
      │       open  false → true
      │
      │  2  swing   the gate swings
      │       open  true → false
      │
      └─ steps 1 to 2 repeat for ever

        Goes is false on this run (gate.mesh:8:1):
          `gone` never holds

    \(loop)

        show it again: meshcheck verify gate.mesh\(options)

    1 spec, 1 not as expected, 0.00 s

    """
  }

  @Test("are shown with the loop that breaks them, and why it is fair")
  func violated() {
    let world = TestWorld(["gate.mesh": Self.gate("fair action")])
    #expect(world.run("verify gate.mesh") == 1)
    let loop = """
          the loop is fair:
            swing   taken in step 1
            go      not enabled in the initial state
      """
    #expect(world.output == Self.report(of: "fairness: weak for swing, go", loop: loop))
  }

  @Test("that hold are a line, with the fairness that was assumed")
  func holding() {
    let world = TestWorld(["gate.mesh": Self.gate("strong fair action")])
    #expect(world.run("verify gate.mesh") == 0)
    #expect(
      world.output == """
        gate.mesh  3 states  3 transitions  depth 2  0.00 s  ok (2 properties)
            fairness: weak for swing; strong for go
        1 spec, 1 as expected, 0.00 s

        """)
  }

  @Test("are about all runs with --without-fairness, and the command that shows it again says so")
  func withoutFairness() {
    let world = TestWorld(["gate.mesh": Self.gate("strong fair action")])
    #expect(world.run("verify gate.mesh --without-fairness") == 1)
    let loop = """
          fairness is not assumed, and the loop is not fair:
            go   enabled after step 1, again and again, and never taken (strongly fair)
      """
    #expect(
      world.output
        == Self.report(
          of: "no fairness is assumed (--without-fairness)", loop: loop,
          options: " --without-fairness"))
  }

  @Test("have the same options in the commands of a sweep")
  func sweep() {
    let text = """
      param top: 1...3 = 1
      var n: 0...3 = 0
      action up() when n < top { n += 1 }
      action reset() { n = 0 }
      property Low: always n <= 1
      """
    let world = TestWorld(["a.mesh": text])
    #expect(world.run("verify a.mesh --sweep top=1...3 --without-fairness") == 1)
    #expect(
      world.output.contains("show it again: meshcheck verify a.mesh --set top=2 --without-fairness")
    )
    #expect(world.output.contains("    meshcheck verify a.mesh --set top=3 --without-fairness\n"))
  }

  @Test("hold within a constraint, and the report says so")
  func constraint() {
    let text = """
      var n: 0...9 = 0
      fair action up() when n < 9 { n += 1 }
      action reset() { n = 0 }
      property Low: always n < 3
      constraint n < 3
      """
    let world = TestWorld(["a.mesh": text])
    #expect(world.run("verify a.mesh") == 0)
    #expect(world.output.contains("ok within the constraint (2 properties)\n"))
  }

  @Test("are written as traces with a loop, which replay takes")
  func traces() throws {
    let gate = Self.gate("fair action")
    let world = TestWorld(["gate.mesh": gate])
    #expect(world.run("verify gate.mesh --trace out --quiet") == 1)
    let trace = try #require(world.files.text(at: "out/gate-Goes.itf.json"))
    let replay = TestWorld(["gate.mesh": gate, "t.itf.json": trace])
    #expect(replay.run("replay t.itf.json") == 0)
    #expect(
      replay.output.hasSuffix(
        "2 steps confirmed: steps 1 to 2 repeat for ever, and Goes is false on this fair run\n"))
    let fixed = TestWorld(["gate.mesh": Self.gate("strong fair action"), "t.itf.json": trace])
    #expect(fixed.run("replay t.itf.json") == 1)
  }

  private static let turning = """
    entity Node(2)
    var up: [Node: Bool] = false
    var n: 0...2 = 0
    fair action climb() when n < 2 { n += 1 }
    action flip(k: Node) when n < 2 { up[k] = !up[k] }
    terminal n == 2
    func settles(k: Node) -> Bool { eventually always up[k] == old(up[k]) }

    """

  @Test("may look back, name formulas, and hold")
  func lookingBackHolds() {
    let world = TestWorld([
      "a.mesh": Self.turning + """
        property Settles: forall k in Node: settles(k)
        property Climbs: always (fired(climb) implies next n == old(n) + 1)
        property Rises: always n >= old(n)
        """
    ])
    #expect(world.run("verify a.mesh") == 0)
    #expect(world.output.contains("ok (4 properties)"))
  }

  @Test("are shown with the state before, also where the loop is entered from elsewhere")
  func lookingBackIsViolated() throws {
    let text = Self.turning + "property Stays: forall k in Node: always up[k] == old(up[k])\n"
    let world = TestWorld(["a.mesh": text])
    #expect(world.run("verify a.mesh --trace out") == 1)
    #expect(
      world.output.contains(
        """
              for k = node1: `up[k] == old(up[k])` is false after step 1
        """))
    let trace = try #require(world.files.text(at: "out/a-Stays.itf.json"))
    let replay = TestWorld(["a.mesh": text, "t.itf.json": trace])
    #expect(replay.run("replay t.itf.json") == 0)
  }

  @Test("that cannot be evaluated on some step are inconclusive")
  func unevaluableStep() {
    let world = TestWorld([
      "a.mesh": """
      var n: 0...2 = 0
      action climb() when n < 2 { n += 1 }
      terminal n == 2
      property P: always (n == old(n) || 6 / (n - old(n) - 1) == 0)
      """
    ])
    #expect(world.run("verify a.mesh") == 3)
    #expect(
      world.output.contains(
        "inconclusive: P\n    a condition with 'old' cannot be evaluated on some step\n"))
  }

  @Test("that cannot be evaluated have a trace to where, which replay takes")
  func unevaluable() throws {
    let text = """
      var n: 0...3 = 0
      action up() { n = n == 3 ? 0 : n + 1 }
      property Odd: always eventually 6 / (n - 2) == 6
      """
    let world = TestWorld(["a.mesh": text])
    #expect(world.run("verify a.mesh --trace out") == 1)
    #expect(
      world.output.contains(
        """
            Odd has no value (a.mesh:3:1):
              arithmetic is violated while it is evaluated
              6 / (n - 2) (a.mesh:3:33)

        """))
    let trace = try #require(world.files.text(at: "out/a-arithmetic.itf.json"))
    let replay = TestWorld(["a.mesh": text, "t.itf.json": trace])
    #expect(replay.run("replay t.itf.json") == 0)
  }

  @Test("have their fairness in JSON, and null where there are none")
  func json() throws {
    func fairness(_ going: String, _ options: String) throws -> JSONValue? {
      let world = TestWorld(["gate.mesh": Self.gate(going)])
      world.run("verify gate.mesh --format json \(options)")
      return try JSONValue(parsing: world.output)["specs"]?.arrayValue?.first?["fairness"]
    }
    #expect(
      try fairness("strong fair action", "")
        == ["assumed": true, "weak": ["swing"], "strong": ["go"]])
    #expect(
      try fairness("strong fair action", "--without-fairness")
        == ["assumed": false, "weak": [], "strong": []])
  }

  @Test("have keys in JSON that docs/json-output.md explains")
  func documentation() throws {
    let page = try RepositoryFiles.text(at: "docs/json-output.md")
    for key in ["assumed", "weak", "strong"] {
      #expect(page.contains("| `\(key)` |"), "\(key) is not explained")
    }
  }

  @Test("are not checked by random walks, which say so")
  func simulation() {
    let world = TestWorld(["gate.mesh": Self.gate("fair action")])
    #expect(world.run("simulate gate.mesh --walks 3") == 3)
    #expect(world.output.contains("    not checked, being about infinite runs: Goes\n"))
  }
}
