import Testing

/// What is wrong with places, clauses and missing parts, and what is said of it.
@Suite struct StructureDiagnosticTests {
  private static let cases: [DiagnosticCase] = [
    DiagnosticCase(
      """
      func f() -> Int { return if a { 1 } }
      """,
      """
      a.mesh:1:26: error: an 'if' that is a value needs an 'else' [MC0124]
        1 | func f() -> Int { return if a { 1 } }
          |                          ^^
      """),
    DiagnosticCase(
      """
      expect violates A
      """,
      """
      a.mesh:1:8: error: unknown expectation 'violates' — did you mean 'violated'? [MC0125]
        1 | expect violates A
          |        ^^^^^^^^
      note: expectations: holds, violated, vacuous, unreachable, inconclusive, deadlock, states, transitions, depth
      """),
    DiagnosticCase(
      """
      expect states
      """,
      """
      a.mesh:1:14: error: expected an expression, found the end of the file [MC0102]
        1 | expect states
          |              ^
      """),
    DiagnosticCase(
      """
      let in = 3
      """,
      """
      a.mesh:1:5: error: 'in' is a reserved word, so it cannot be a constant's name [MC0107]
        1 | let in = 3
          |     ^^
      """),
    DiagnosticCase(
      """
      var next = 1
      """,
      """
      a.mesh:1:5: error: 'next' is a reserved word, so it cannot be a variable's name [MC0107]
        1 | var next = 1
          |     ^^^^
      """),
    DiagnosticCase(
      """
      let a = "b\\n"
      """,
      """
      a.mesh:1:9: error: expected an expression, found a string [MC0102]
        1 | let a = "b\\n"
          |         ^^^^^

      a.mesh:1:11: error: unknown escape '\\n' in a string [MC0005]
        1 | let a = "b\\n"
          |           ^^
      note: only '\\"' and '\\\\' are escapes
      """),
    DiagnosticCase(
      """
      test "a {
      }
      """,
      """
      a.mesh:1:6: error: the string does not end on its line [MC0002]
        1 | test "a {
          |      ^^^^

      a.mesh:2:1: error: expected '{', found '}' [MC0101]
        2 | }
          | ^
      """),
    DiagnosticCase(
      """
      let a = 1 @ 2
      """,
      """
      a.mesh:1:11: error: unexpected character '@' [MC0001]
        1 | let a = 1 @ 2
          |           ^

      a.mesh:1:13: error: expected a new line or ';' before '2' [MC0114]
        1 | let a = 1 @ 2
          |             ^
      """),
    DiagnosticCase(
      """
      action a() { guard x else { return } }
      """,
      """
      a.mesh:1:14: error: 'guard' is not part of the language: write 'require p', or 'if' and 'return' [MC0108]
        1 | action a() { guard x else { return } }
          |              ^^^^^
      """),
    DiagnosticCase(
      """
      action a() { requre x }
      """,
      """
      a.mesh:1:14: error: expected a statement, found 'requre' — did you mean 'require'? [MC0106]
        1 | action a() { requre x }
          |              ^^^^^^
      """),
    DiagnosticCase(
      """
      invariant A forall x in T: p
      """,
      """
      a.mesh:1:13: error: expected ':', found 'forall' [MC0101]
        1 | invariant A forall x in T: p
          |             ^^^^^^
      """),
    DiagnosticCase(
      """
      invariant A: forall x: p
      """,
      """
      a.mesh:1:22: error: expected 'in', found ':' [MC0101]
        1 | invariant A: forall x: p
          |                      ^
      """),
    DiagnosticCase(
      """
      entity A
      """,
      """
      a.mesh:1:9: error: expected '(' and the number of 'A' identities, found the end of the file [MC0101]
        1 | entity A
          |         ^
      """),
    DiagnosticCase(
      """
      enum E { a b }
      """,
      """
      a.mesh:1:12: error: expected ',' or '}', found 'b' [MC0101]
        1 | enum E { a b }
          |            ^
      """),
    DiagnosticCase(
      """
      struct S { x: Int }
      """,
      """
      a.mesh:1:12: error: expected a field, as in 'var x: T', found 'x' [MC0101]
        1 | struct S { x: Int }
          |            ^
      """),
    DiagnosticCase(
      """
      func f(_ x: T) { }
      """,
      """
      a.mesh:1:8: error: '_' is not part of the language: arguments have no labels, so leave it out [MC0108]
        1 | func f(_ x: T) { }
          |        ^
      """),
    DiagnosticCase(
      """
      let a = b ? c
      """,
      """
      a.mesh:1:14: error: expected ':' and the other value, found the end of the file [MC0101]
        1 | let a = b ? c
          |              ^
      """),
    DiagnosticCase(
      """
      let a = +1
      """,
      """
      a.mesh:1:9: error: expected an expression, found '+' [MC0102]
        1 | let a = +1
          |         ^
      """),
    DiagnosticCase(
      """
      action a() when { x = 1 }
      """,
      """
      a.mesh:1:17: error: expected an expression, found '{' [MC0102]
        1 | action a() when { x = 1 }
          |                 ^
      """),
    DiagnosticCase(
      """
      var x: = 1
      """,
      """
      a.mesh:1:8: error: expected a type, found '=' [MC0103]
        1 | var x: = 1
          |        ^
      """),
    DiagnosticCase(
      """
      var x: [A] = 1
      """,
      """
      a.mesh:1:10: error: expected ':' and the type of the values, found ']' [MC0101]
        1 | var x: [A] = 1
          |          ^
      """),
    DiagnosticCase(
      """
      var x: Set<A = 1
      """,
      """
      a.mesh:1:14: error: expected '>', found '=' [MC0104]
        1 | var x: Set<A = 1
          |              ^
      a.mesh:1:11: note: to close the '<' opened here
        1 | var x: Set<A = 1
          |           ^
      """),
    DiagnosticCase(
      """
      param n = 3
      """,
      """
      a.mesh:1:9: error: expected ':' and the range of 'n', found '=' [MC0101]
        1 | param n = 3
          |         ^
      """),
    DiagnosticCase(
      """
      theorem A implies B
      """,
      """
      a.mesh:1:11: error: expected ':', found 'implies' [MC0101]
        1 | theorem A implies B
          |           ^^^^^^^
      """),
    DiagnosticCase(
      """
      invariant A:
      """,
      """
      a.mesh:1:13: error: expected an expression, found the end of the file [MC0102]
        1 | invariant A:
          |             ^
      """),
    DiagnosticCase(
      """
      step A on : true
      """,
      """
      a.mesh:1:11: error: expected a name, found ':' [MC0101]
        1 | step A on : true
          |           ^
      """),
    DiagnosticCase(
      """
      action a { }
      """,
      """
      a.mesh:1:10: error: expected '(', found '{' [MC0101]
        1 | action a { }
          |          ^
      """),
    DiagnosticCase(
      """
      let a = .
      """,
      """
      a.mesh:1:10: error: expected a case's name, found the end of the file [MC0101]
        1 | let a = .
          |          ^
      """),
  ]

  @Test("A mistake in the structure is reported in full", arguments: cases)
  func reports(mistake: DiagnosticCase) {
    #expect(rendered(mistake.source) == mistake.expected + "\n")
  }
}
