import Testing

/// What is wrong with declarations and expressions, and what is said of it.
@Suite struct SyntaxDiagnosticTests {
  private static let cases: [DiagnosticCase] = [
    DiagnosticCase(
      """
      invarient A: true
      let a = 1
      """,
      """
      a.mesh:1:1: error: expected a declaration, found 'invarient' — did you mean 'invariant'? [MC0105]
        1 | invarient A: true
          | ^^^^^^^^^
      """),
    DiagnosticCase(
      """
      acton go() { }
      """,
      """
      a.mesh:1:1: error: expected a declaration, found 'acton' — did you mean 'action'? [MC0105]
        1 | acton go() { }
          | ^^^^^
      """),
    DiagnosticCase(
      """
      typealias A = Bool
      """,
      """
      a.mesh:1:1: error: 'typealias' is not part of the language: write 'type' [MC0108]
        1 | typealias A = Bool
          | ^^^^^^^^^
      """),
    DiagnosticCase(
      """
      x = 3
      """,
      """
      a.mesh:1:1: error: expected a declaration, found 'x' [MC0105]
        1 | x = 3
          | ^
      """),
    DiagnosticCase(
      """
      let a = (1 + 2
      let b = 3
      """,
      """
      a.mesh:2:1: error: expected ')', found 'let' [MC0104]
        2 | let b = 3
          | ^^^
      a.mesh:1:9: note: to close the '(' opened here
        1 | let a = (1 + 2
          |         ^
      """),
    DiagnosticCase(
      """
      let a = f(1 2)
      """,
      """
      a.mesh:1:13: error: expected ')', found '2' [MC0104]
        1 | let a = f(1 2)
          |             ^
      a.mesh:1:10: note: to close the '(' opened here
        1 | let a = f(1 2)
          |          ^
      """),
    DiagnosticCase(
      """
      invariant A: a and b or not c
      """,
      """
      a.mesh:1:16: error: 'and' is not part of the language: write '&&' [MC0108]
        1 | invariant A: a and b or not c
          |                ^^^

      a.mesh:1:22: error: 'or' is not part of the language: write '||' [MC0108]
        1 | invariant A: a and b or not c
          |                      ^^

      a.mesh:1:25: error: 'not' is not part of the language: write '!' [MC0108]
        1 | invariant A: a and b or not c
          |                         ^^^
      """),
    DiagnosticCase(
      """
      invariant A: x' = 1
      """,
      """
      a.mesh:1:15: error: unknown operator ''': a value before the step is written 'old(x)', after it plainly 'x' [MC0008]
        1 | invariant A: x' = 1
          |               ^

      a.mesh:1:17: error: '=' assigns; to compare, write '==' [MC0120]
        1 | invariant A: x' = 1
          |                 ^
      """),
    DiagnosticCase(
      """
      invariant A: a < b < c
      """,
      """
      a.mesh:1:20: error: comparisons cannot be chained: '<' gives a Bool [MC0109]
        1 | invariant A: a < b < c
          |                    ^
      note: write 'a < b && b < c'
      """),
    DiagnosticCase(
      """
      var x
      """,
      """
      a.mesh:1:5: error: the variable 'x' has neither a type nor a value [MC0113]
        1 | var x
          |     ^
      note: write 'var x: T = v', or 'var x: T' and give the value in 'init'
      """),
    DiagnosticCase(
      """
      action a() {
          var x
          let y
      }
      """,
      """
      a.mesh:2:9: error: the local variable 'x' has no value [MC0113]
        2 |     var x
          |         ^
      note: write 'var x = v'

      a.mesh:3:9: error: 'let y' has no value [MC0113]
        3 |     let y
          |         ^
      note: write 'let y = v'
      """),
    DiagnosticCase(
      """
      let a
      """,
      """
      a.mesh:1:5: error: 'let a' has no value [MC0113]
        1 | let a
          |     ^
      note: write 'let a = v'
      """),
    DiagnosticCase(
      """
      action a() {
          x = 1

      action b() { }
      """,
      """
      a.mesh:4:1: error: expected '}', found 'action' [MC0104]
        4 | action b() { }
          | ^^^^^^
      a.mesh:1:12: note: to close the '{' opened here
        1 | action a() {
          |            ^
      """),
    DiagnosticCase(
      """
      action a() { x = 1 y = 2 }
      """,
      """
      a.mesh:1:20: error: expected a new line or ';' before 'y' [MC0114]
        1 | action a() { x = 1 y = 2 }
          |                    ^
      """),
    DiagnosticCase(
      """
      fair var x = 1
      """,
      """
      a.mesh:1:1: error: 'fair' does not apply to 'var' [MC0115]
        1 | fair var x = 1
          | ^^^^
      note: only an 'action' or a 'process' can be fair
      """),
    DiagnosticCase(
      """
      ghost action a() { }
      """,
      """
      a.mesh:1:1: error: 'ghost' does not apply to 'action' [MC0115]
        1 | ghost action a() { }
          | ^^^^^
      note: only a 'var' can be ghost
      """),
    DiagnosticCase(
      """
      action a() { step b { } }
      """,
      """
      a.mesh:1:14: error: 'step' may stand only in a process, outside its steps [MC0116]
        1 | action a() { step b { } }
          |              ^^^^
      """),
    DiagnosticCase(
      """
      component C { param n: 1...2 }
      """,
      """
      a.mesh:1:15: error: 'param' may not stand in a component [MC0117]
        1 | component C { param n: 1...2 }
          |               ^^^^^
      """),
    DiagnosticCase(
      """
      )
      """,
      """
      a.mesh:1:1: error: ')' closes nothing [MC0118]
        1 | )
          | ^
      """),
    DiagnosticCase(
      """
      let a = 0...3
      """,
      """
      a.mesh:1:10: error: a range is no value: it may stand only after 'in', in a pattern or as a type [MC0111]
        1 | let a = 0...3
          |          ^^^
      """),
    DiagnosticCase(
      """
      let a = 1 + any T
      """,
      """
      a.mesh:1:13: error: 'any' may stand only as the whole value after '=' [MC0112]
        1 | let a = 1 + any T
          |             ^^^
      note: choose first: 'let x = any T where p', then use 'x'
      """),
    DiagnosticCase(
      """
      action a() { x = any }
      """,
      """
      a.mesh:1:18: error: 'any' does not say of what [MC0112]
        1 | action a() { x = any }
          |                  ^^^
      note: write the type or the set after it: 'any T', 'any T where p'
      """),
    DiagnosticCase(
      """
      action a() { if x = 1 { } }
      """,
      """
      a.mesh:1:19: error: '=' assigns; to compare, write '==' [MC0120]
        1 | action a() { if x = 1 { } }
          |                   ^
      """),
    DiagnosticCase(
      """
      process P { step a { }
       var x = 1 }
      """,
      """
      a.mesh:2:6: error: the local variable 'x' must stand before the first statement of its process [MC0121]
        2 |  var x = 1 }
          |      ^
      """),
    DiagnosticCase(
      """
      action a() { switch m { case .b(x): break } }
      """,
      """
      a.mesh:1:33: error: a payload is bound with 'let x', or left out with '_' [MC0122]
        1 | action a() { switch m { case .b(x): break } }
          |                                 ^
      """),
    DiagnosticCase(
      """
      func f() -> Int when true { 1 }
      """,
      """
      a.mesh:1:17: error: 'when' does not apply to a function [MC0123]
        1 | func f() -> Int when true { 1 }
          |                 ^^^^
      """),
    DiagnosticCase(
      """
      action a() when b when c { }
      """,
      """
      a.mesh:1:19: error: a second 'when'; join the conditions with '&&' [MC0123]
        1 | action a() when b when c { }
          |                   ^^^^
      a.mesh:1:12: note: the first is here
        1 | action a() when b when c { }
          |            ^^^^
      """),
    DiagnosticCase(
      """
      action a() ensures b { }
      """,
      """
      a.mesh:1:12: error: 'ensures' does not apply to an action [MC0123]
        1 | action a() ensures b { }
          |            ^^^^^^^
      """),
  ]

  @Test("A mistake in the syntax is reported in full", arguments: cases)
  func reports(mistake: DiagnosticCase) {
    #expect(rendered(mistake.source) == mistake.expected + "\n")
  }
}
