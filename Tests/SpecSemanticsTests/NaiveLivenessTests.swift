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

  private func holds(_ text: String) throws -> Bool {
    let spec = try SpecText.check(text)
    let found = try #require(NaiveExplorer.explore(spec, statesMax: 100))
    return NaiveLiveness.holds(property: 0, keys: [], spec: spec, found)
  }
}
