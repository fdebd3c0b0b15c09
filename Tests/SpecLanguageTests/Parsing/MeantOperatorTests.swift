import SpecLanguage
import Testing

/// Operators of claims about runs that are written otherwise.
@Suite struct MeantOperatorTests {
  /// The messages, without their places and codes.
  private func messages(_ claim: String) -> [String] {
    Checking(claim).report.split(separator: "\n").map { line in
      line.split(separator: " ", maxSplits: 2).last.map(String.init) ?? ""
    }
  }

  private static let declarations = "var up = true\nvar G: 0...3 = 0\non tick { G = 3 - G }\n"

  @Test(
    "A mistyped operator, or one of linear temporal logic, is told what it is called here",
    arguments: [
      ("allways up", ["allways": "always"]), ("evntually G == 1", ["evntually": "eventually"]),
      ("nxt !up", ["nxt": "next"]), ("always (allways up)", ["allways": "always"]),
      ("recover up within 2 ticks after !up", ["recover": "recovers"]),
      ("up leadsTo G == 1", ["leadsTo": "leadsto"]), ("up leads to G == 1", ["leads": "leadsto"]),
      ("always (up Until G == 1)", ["Until": "until"]),
      ("up release G == 1", ["release": "releases"]),
      ("up -> eventually G == 1", ["->": "implies"]),
      ("G F up", ["G": "always", "F": "eventually"]),
      ("[] up", ["[]": "always"]), ("always (up || [] (G == 1))", ["[]": "always"]),
      ("globally up", ["globally": "always"]), ("never up", ["never": "always !(…)"]),
    ])
  func meant(claim: String, words: [String: String]) {
    let expected = words.sorted {
      claim.ranges(of: $0.key)[0].lowerBound < claim.ranges(of: $1.key)[0].lowerBound
    }
    .map { "'\($0.key)' is not part of the language: write '\($0.value)'" }
    #expect(messages(Self.declarations + "property P: \(claim)") == expected)
  }

  @Test(
    "Nothing is made of names that are in their place",
    arguments: [
      "always G == 1 || up", "recovers up within 2 ticks after G == 1",
      "recovers G == 0 within G2 ticks after G == 1", "[up, !up].isEmpty || up",
      "(G == 1) leadsto up",
    ])
  func plain(claim: String) {
    let text = Self.declarations + "let G2 = 2\nproperty P: \(claim)"
    #expect(!messages(text).contains { $0.contains("is not part of the language") })
  }

  @Test("Outside claims a word that means nothing stays one")
  func elsewhere() {
    #expect(
      messages("var up = true\ninvariant I: allways up")
        == ["expected a new line or ';' before 'up'"])
  }
}
