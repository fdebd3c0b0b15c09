import SourceText
import SpecLanguage
import TestSupport
import Testing

/// `recovers p within n ticks after q`, as text.
@Suite("Bounded response, as it is written")
struct BoundedResponseTests {
  private static func claim(_ text: String) -> ExpressionSyntax.Kind? {
    var sources = SourceMap()
    let file = sources.add(
      SourceFile(path: "a.mesh", utf8: Array("property P: \(text)\n".utf8)))
    let result = parse(file, in: sources)
    guard result.diagnostics.isEmpty, result.syntax.declarations.count == 1,
      case .property(_, let claim) = result.syntax.declarations[0].kind
    else { return nil }
    return claim.kind
  }

  @Test(
    "has a goal, a number of ticks and a cause",
    arguments: [
      "recovers up within 3 ticks after down", "recovers !down within n ticks after !up",
      "recovers (a || b) within n + 1 ticks after (c)",
      "recovers a || b implies c within 2 * (n + 1) ticks after c leadsto d",
      "recovers forall x in T: a within 0 ticks after b",
      "recovers a\n  within 1\n  ticks\n  after b",
      "recovers (after) within ticks ticks after within",
    ])
  func parses(text: String) {
    guard case .boundedResponse? = Self.claim(text) else {
      Issue.record("\(text) is no bounded response")
      return
    }
  }

  @Test("reaches as far right as it can, and stands below other operators")
  func reach() {
    guard
      case .quantified(_, _, let body)? = Self.claim(
        "forall x in T: recovers a within 1 ticks after b && c implies d"),
      case .boundedResponse(_, _, let cause) = body.kind,
      case .binary(.implies, _, _) = cause.kind
    else {
      Issue.record("read otherwise")
      return
    }
    guard
      case .binary(.implies, _, let right)? = Self.claim(
        "a implies recovers b within 1 ticks after c"), case .boundedResponse = right.kind
    else {
      Issue.record("read otherwise")
      return
    }
  }

  @Test("leaves its words free as names")
  func names() throws {
    let spec = try SpecText.check(
      """
      param ticks: 0...3 = 2
      var recovers = true
      var within = false
      var after: [Bool: Bool] = true
      func recovered(recovers: Bool) -> Bool { recovers && !within }
      action go(ticks: Bool) when recovers && !within {
          recovers = within || after[ticks]
          within = recovers
          after[within] = recovers ? ticks : within
      }
      on tick { if recovers { within = true } }
      func after2() -> Bool { return recovers }
      property A: always recovers implies eventually within
      property B: recovers (recovers) within ticks ticks after after[within]
      property C: always recovers
      invariant D: recovered(recovers) || ticks == 2 || within
      """)
    #expect(spec.properties.map(\.name) == ["A", "B", "C", "D"])
  }

  @Test("is a call where no 'within' follows the brackets")
  func call() {
    guard case .call? = Self.claim("recovers (a)"), case .call? = Self.claim("recovers(a)") else {
      Issue.record("no call")
      return
    }
  }

  @Test(
    "says what is missing",
    arguments: [
      (
        "recovers a after b", "expected 'within' and a number of ticks, found 'after'"
      ),
      ("recovers a within 3 after b", "expected 'ticks', found 'after'"),
      ("recovers a within 3 ticks of b", "expected 'after' and a condition, found 'of'"),
      ("recovers a within ticks after", "expected 'ticks', found 'after'"),
    ])
  func mistakes(text: String, message: String) {
    let source = "property P: \(text)\ninvariant Q: true"
    #expect(SpecText.load(source).diagnostics.map(\.message) == [message])
  }

  @Test("keeps one layout")
  func layout() {
    let text = "property P: recovers  ( a||b )\nwithin 2*n\nticks after ! c\nlet d = 1\n"
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "a.mesh", utf8: Array(text.utf8)))
    guard case .text(let result) = format(file, in: sources) else {
      Issue.record("it does not parse")
      return
    }
    #expect(
      result == """
        property P: recovers (a || b)
            within 2 * n
            ticks after !c
        let d = 1

        """)
  }
}
