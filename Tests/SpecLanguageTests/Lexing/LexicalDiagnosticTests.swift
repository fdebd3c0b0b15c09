import Testing

/// What is wrong with words, numbers, strings and operators, and what is said of it.
@Suite struct LexicalDiagnosticTests {
  private static let cases: [DiagnosticCase] = [
    DiagnosticCase(
      """
      action a() { x := 1 }
      """,
      """
      a.mesh:1:16: error: unknown operator ':=': write '=' [MC0008]
        1 | action a() { x := 1 }
          |                ^^
      """),
    DiagnosticCase(
      """
      invariant A: a => b
      """,
      """
      a.mesh:1:16: error: unknown operator '=>': write 'implies' [MC0008]
        1 | invariant A: a => b
          |                ^^
      """),
    DiagnosticCase(
      """
      invariant A: a /\\ b \\/ ~c
      """,
      """
      a.mesh:1:16: error: unknown operator '/\\': write '&&' [MC0008]
        1 | invariant A: a /\\ b \\/ ~c
          |                ^^

      a.mesh:1:21: error: unknown operator '\\/': write '||' [MC0008]
        1 | invariant A: a /\\ b \\/ ~c
          |                     ^^

      a.mesh:1:24: error: unknown operator '~': write '!' [MC0008]
        1 | invariant A: a /\\ b \\/ ~c
          |                        ^
      """),
    DiagnosticCase(
      """
      invariant A: a # b
      """,
      """
      a.mesh:1:16: error: unknown operator '#': write '!=' [MC0008]
        1 | invariant A: a # b
          |                ^
      """),
    DiagnosticCase(
      """
      invariant A: x \\in S
      """,
      """
      a.mesh:1:16: error: unknown operator '\\in': write 'in' [MC0008]
        1 | invariant A: x \\in S
          |                ^^^
      """),
    DiagnosticCase(
      """
      let a = 9_223_372_036_854_775_808
      """,
      """
      a.mesh:1:9: error: the number is larger than 9223372036854775807, the largest there is [MC0004]
        1 | let a = 9_223_372_036_854_775_808
          |         ^^^^^^^^^^^^^^^^^^^^^^^^^
      """),
    DiagnosticCase(
      """
      let a = 0x10
      """,
      """
      a.mesh:1:9: error: '0x10' is neither a number nor a name [MC0006]
        1 | let a = 0x10
          |         ^^^^
      note: numbers are decimal; a name does not start with a digit
      """),
    DiagnosticCase(
      """
      /* a /* b */
      """,
      """
      a.mesh:1:1: error: the comment opened here is never closed [MC0003]
        1 | /* a /* b */
          | ^^
      note: comments nest: each '/*' needs its '*/'
      """),
    DiagnosticCase(
      """
      let café = 1
      """,
      """
      a.mesh:1:8: error: unexpected character 'é' [MC0001]
        1 | let café = 1
          |        ^
      note: names are written with the letters a to z, digits and '_'
      """),
    DiagnosticCase(
      """
      let a = “b”
      """,
      """
      a.mesh:1:9: error: unknown operator '“': write '"' [MC0008]
        1 | let a = “b”
          |         ^

      a.mesh:1:11: error: unknown operator '”': write '"' [MC0008]
        1 | let a = “b”
          |           ^
      """),
    DiagnosticCase(
      """
      action a() { x++ }
      """,
      """
      a.mesh:1:15: error: unknown operator '++': write 'x += 1' [MC0008]
        1 | action a() { x++ }
          |               ^^
      """),
    DiagnosticCase(
      """
      action a() { x *= 2 }
      """,
      """
      a.mesh:1:16: error: unknown operator '*=': write 'x = x * y' [MC0008]
        1 | action a() { x *= 2 }
          |                ^^
      """),
  ]

  @Test("A mistake in a word is reported in full", arguments: cases)
  func reports(mistake: DiagnosticCase) {
    #expect(rendered(mistake.source) == mistake.expected + "\n")
  }
}
