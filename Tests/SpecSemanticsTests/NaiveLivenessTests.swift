import TestSupport
import Testing

/// The slow twin of temporal checking, on models small enough to be decided in one's head.
@Suite("Runs, the obvious way")
struct NaiveLivenessTests {
  /// Three places in a ring, a way to stay, and a way out of the ring.
  private static func spec(_ goes: String, _ claim: String) -> String {
    """
    var at: 0...2 = 0
    \(goes) go() { at = (at + 1) % 3 }
    action stay() { at = at }
    property P: \(claim)
    """
  }

  @Test(
    "Fairness decides whether a step that can be taken is taken",
    arguments: [
      ("action", "eventually at == 2", false), ("fair action", "eventually at == 2", true),
      ("fair action", "always eventually at == 0", true),
      ("fair action", "eventually always at == 0", false),
      ("action", "always (at == 0 || at == 1 || at == 2)", true),
      ("fair action", "at == 1 leadsto at == 2", true),
      ("action", "at == 1 leadsto at == 2", false),
      ("fair action", "at == 0 until at == 1", true),
      ("action", "at == 0 until at == 1", false),
      ("action", "at == 1 releases at == 0", false),
      ("action", "at == 2 releases at != 2", false),
      ("action", "next at == 1", false), ("action", "next (at == 0 || at == 1)", true),
      ("action", "always (fired(go()) implies (next at != 0) || at == 2)", true),
      ("action", "always (fired(stay()) implies next at == 0)", false),
      ("action", "always enabled(go())", true),
      ("action", "(always eventually fired(go())) implies always eventually at == 0", true),
      ("action", "forall i in 0...2: always eventually at == i", false),
      ("fair action", "forall i in 0...2: always eventually at == i", true),
    ])
  func ring(goes: String, claim: String, expected: Bool) throws {
    #expect(try holds(Self.spec(goes, claim)) == expected)
  }

  @Test(
    "An action enabled again and again needs strong fairness",
    arguments: [("fair action", false), ("strong fair action", true)])
  func strength(leave: String, expected: Bool) throws {
    let text = """
      var lit = false
      var gone = false
      fair action flip() when !gone { lit = !lit }
      \(leave) leave() when lit && !gone { gone = true }
      property P: eventually gone
      """
    #expect(try holds(text) == expected)
  }

  @Test("A run that has come to its end stays in its last state")
  func end() throws {
    let text = "var n: 0...2 = 0\nfair action up() when n < 2 { n += 1 }\nproperty P: "
    #expect(try holds(text + "eventually always n == 2"))
    #expect(try !holds(text + "always eventually n == 0"))
  }

  @Test("Time passes")
  func time() throws {
    let text = "var n: 0...2 = 0\non tick { n = (n + 1) % 3 }\naction stay() { }\nproperty P: "
    #expect(try holds(text + "always eventually n == 2"))
  }

  /// A fault, and a repair that takes two ticks.
  private static func repair(_ claim: String, failsWhen: String = "left == 0") -> String {
    """
    var left: 0...2 = 0
    action fail() when \(failsWhen) { left = 2 }
    on tick { if left > 0 { left -= 1 } }
    property P: \(claim)
    """
  }

  @Test(
    "A bound in ticks holds from the least number that is enough",
    arguments: [
      ("recovers left == 0 within 2 ticks after left > 0", true),
      ("recovers left == 0 within 1 ticks after left > 0", false),
      ("recovers left == 0 within 1 ticks after left == 1", true),
      ("recovers left == 0 within 0 ticks after left == 1", false),
      ("recovers left == 0 within 0 ticks after left == 0", true),
      // Nothing waits for time here, so none passes.
      ("recovers left == 2 within 0 ticks after left == 0", true),
      ("recovers left == 1 within 1 ticks after fired(fail)", true),
      ("recovers left == 1 within 0 ticks after fired(fail)", false),
      ("recovers fired(tick) within 0 ticks after left > 0", true),
      ("forall n in 1...2: recovers left < n within 1 ticks after left == n", true),
      ("forall n in 1...2: recovers left < n within 0 ticks after left == n", false),
    ])
  func boundedResponse(claim: String, expected: Bool) throws {
    #expect(try holds(Self.repair(claim)) == expected)
  }

  @Test("A bound in ticks is broken by what starts the wait anew")
  func restartedWait() throws {
    let claim = "recovers left == 0 within 2 ticks after left == 2"
    #expect(try holds(Self.repair(claim)))
    #expect(try !holds(Self.repair(claim, failsWhen: "left < 2")))
  }

  @Test("A bound in ticks is broken where time stands still")
  func stoppedTime() throws {
    let text = """
      var x = false
      urgent action spin() when !x { }
      on tick { x = true }
      property P: recovers x within 1 ticks after !x
      """
    #expect(try !holds(text))
  }

  @Test("The step taken may be named without its arguments: any of them")
  func anyArguments() throws {
    let text = "fair action set(b: Bool) { }\nproperty P: "
    #expect(try holds(text + "always fired(set)"))
    #expect(try !holds(text + "always fired(set(true))"))
  }

  private func holds(_ text: String) throws -> Bool {
    let spec = try SpecText.check(text)
    let found = try #require(NaiveExplorer.explore(spec, statesMax: 100))
    return NaiveLiveness.holds(property: 0, keys: [], spec: spec, found)
  }
}
