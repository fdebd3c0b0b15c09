import Engine
import SpecCompiler
import TestSupport
import Testing

/// Which variables are found to be without meaning for anything that is reported.
@Suite("Unread variables")
struct UnreadFieldTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var unread: [String]
  }

  static let cases = [
    Case(
      testDescription: "Only written, and copied into one another",
      text: """
        var a: 0...3 = 0
        var last: 0...3 = 0
        var before: 0...3 = 0
        action go() when a < 3 { before = last
          last = a
          a += 1 }
        """,
      unread: ["last", "before"]),
    Case(
      testDescription: "Not what a guard, a range, an invariant or a step property reads",
      text: """
        var a: 0...3 = 0
        var inGuard = false
        var inRange: 0...3 = 0
        var inInvariant = false
        var inStep = false
        action go() when a < 3 && !inGuard { a += 1
          inGuard = a == 3
          inRange = inRange + 1
          inInvariant = a == 1
          inStep = a == 2 }
        invariant I: !inInvariant || a == 1
        step S: old(inStep) implies a == 3
        """,
      unread: []),
    Case(
      testDescription: "Not what flows into something that is read",
      text: """
        var a = false
        var b = false
        var c = false
        var d = false
        action go() { d = c
          c = b
          b = a
          a = !a }
        invariant I: !c || !c
        """,
      unread: ["d"]),
    Case(
      testDescription: "Not what time writes, as a tick that changes nothing is no step",
      text: """
        var a = false
        var ticked = false
        action go() { a = !a }
        on tick { ticked = true }
        """,
      unread: ["a"]),
    Case(
      testDescription: "Not an enumeration, whose cases are counted",
      text: """
        enum E { one, two }
        var e: E = .one
        var b = false
        action go() { e = .two
          b = true }
        """,
      unread: ["b"]),
    Case(
      testDescription: "Not what is reached by an index known only in a run",
      text: """
        var i: 1...3 = 1
        var row: [1...3: Bool] = false
        action go() { row[i] = true
          i = i % 3 + 1 }
        """,
      unread: []),
    Case(
      testDescription: "Of what entities have, all or nothing",
      text: """
        entity P(2)
        var on: Set<P> = []
        var first: P? = nil
        var seen: [P: Bool] = false
        action go(p: P) when !(p in on) { on.insert(p)
          seen[p] = true
          first = p }
        """.replacing("on:", with: "lit:").replacing("in on", with: "in lit")
          .replacing("on.", with: "lit."),
      unread: ["first", "seen"]),
    Case(
      testDescription: "Nothing where there are temporal properties",
      text: """
        var a = false
        var b = false
        action go() { a = true
          b = a }
        property P: eventually a
        """,
      unread: []),
  ]

  @Test("are found", arguments: cases)
  func variables(item: Case) throws {
    let spec = try SpecText.check(item.text)
    let compiled = try #require(compile(spec).program)
    #expect(compiled.withoutUnread()?.variables ?? [] == item.unread)
    for isSymmetric in [false, true] {
      let comparison = UnreadComparison(compiled, bySymmetry: isSymmetric, statesMax: 1_000)
      #expect((comparison == nil) == item.unread.isEmpty)
      #expect(comparison?.differences ?? [] == [])
    }
  }
}
