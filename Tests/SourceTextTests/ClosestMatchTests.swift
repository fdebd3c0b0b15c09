import Testing

@testable import SourceText

@Suite struct ClosestMatchTests {
  @Test(
    "A mistyped name finds the name that was meant",
    arguments: [
      ("mod", ["mode", "timer"], "mode"),
      ("mod", ["Mode", "mode"], "mode"),
      ("Mod", ["Mode", "mode"], "Mode"),
      ("invarient", ["invariant", "import"], "invariant"),
      ("acton", ["action", "param"], "action"),
      ("RequirE", ["require"], "require"),
      ("timre", ["timer", "tire"], "timer"),
    ])
  func finds(name: String, candidates: [String], expected: String) {
    #expect(closestMatch(to: name, among: candidates) == expected)
  }

  @Test(
    "A name that is near nothing finds nothing",
    arguments: [
      ("mode", ["timer", "inFlight"]), ("a", ["b", "c"]), ("", ["a"]), ("mode", []),
      ("mode", ["mode"]),
      (String(repeating: "a", count: 100), [String(repeating: "a", count: 99)]),
    ])
  func findsNothing(name: String, candidates: [String]) {
    #expect(closestMatch(to: name, among: candidates) == nil)
  }

  @Test("The order of the candidates does not matter")
  func ignoresOrder() {
    #expect(closestMatch(to: "bat", among: ["cat", "hat"]) == "cat")
    #expect(closestMatch(to: "bat", among: ["hat", "cat"]) == "cat")
  }

  @Test(
    "Distance counts letters changed, added, dropped and swapped",
    arguments: [
      ("", "", 0), ("a", "", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 1),
      ("ca", "abc", 3), ("flaw", "lawn", 2),
    ])
  func measures(a: String, b: String, expected: Int) {
    #expect(editDistance(Array(a.utf8), Array(b.utf8)) == expected)
  }
}
