import SpecLanguage
import Testing

/// Values that do not fit, and calls that do not.
@Suite struct TypeMistakeTests {
  @Test("A mistake with types is reported where it stands", arguments: Self.cases)
  func reports(source: String, report: String) {
    #expect(Checking(source).report == report)
  }

  static let cases: [(source: String, report: String)] = [
    (
      """
      var x = true
      action a() { x = 3 }
      """,
      """
      2:18 MC0401 this is an integer, and 'Bool' is wanted
      """
    ),
    (
      """
      var n: 0...3 = 5
      """,
      """
      1:16 MC0402 5 is outside the range 0...3 of 'n'
      """
    ),
    (
      """
      var x = true
      var n: 0...3 = 0
      invariant I: x == n
      """,
      """
      3:14 MC0403 'Bool' and '0...3' cannot be compared
      """
    ),
    (
      """
      entity C(2)
      action a(c: C, d: C) when c < d { }
      """,
      """
      2:27 MC0404 identities of 'C' have no order: only '==' and '!=' compare them
      2:31 MC0404 identities of 'C' have no order: only '==' and '!=' compare them
      """
    ),
    (
      """
      var x = true
      var n: 0...3 = 0
      action a() { n = if x { 1 } else { false } }
      """,
      """
      3:36 MC0405 the values differ in type: an integer and 'Bool'
      """
    ),
    (
      """
      action a() {
        let x = []
      }
      """,
      """
      2:11 MC0406 '[]' does not say of which type it is, and nothing around it does
      """
    ),
    (
      """
      component B { var x = true }
      var b: B
      var c: B
      invariant I: b == c
      """,
      """
      4:14 MC0407 'B' is a component and cannot be compared
      """
    ),
    (
      """
      func f(x: Bool) -> Bool { return x }
      invariant I: f()
      """,
      """
      2:14 MC0408 'f' takes 1 argument, not 0
        note 1:1 'f' is declared here
      """
    ),
    (
      """
      func f(x: Bool) -> Bool { return x }
      invariant I: f(y: true)
      """,
      """
      2:16 MC0409 the argument is called 'x', not 'y'
      """
    ),
    (
      """
      struct P { var x: 0...1 }
      var p: P = P()
      """,
      """
      2:12 MC0410 'P' has no default for 'x', so it must be given
      """
    ),
    (
      """
      var x = true
      invariant I: x()
      """,
      """
      2:14 MC0411 'x' cannot be called
      """
    ),
    (
      """
      entity C(2)
      component B<T> { var x: Set<T> = [] }
      var b: B
      var s: Set<C, C> = []
      """,
      """
      3:8 MC0412 'B' takes 1 type argument, not 0
        note 2:11 'B' is declared here
      4:8 MC0412 'Set' is written 'Set<T>'
      """
    ),
    (
      """
      var x = true
      invariant I: x! == true
      """,
      """
      2:14 MC0413 '!' wants an optional, and this is 'Bool'
      """
    ),
    (
      """
      var x = true
      invariant I: true in x
      """,
      """
      2:22 MC0414 'Bool' has no elements: 'in' wants a set, a queue or a bag
      """
    ),
    (
      """
      var x = true
      invariant I: forall y in x: y
      """,
      """
      2:26 MC0414 'Bool' cannot be gone through: a type, a range, a set, a queue or a bag can
      """
    ),
    (
      """
      var x = true
      invariant I: x[1]
      """,
      """
      2:14 MC0415 'Bool' has no elements by index: only maps and queues do
      """
    ),
    (
      """
      var x = true
      transition t() { x = false }
      action a() {
        let y = t()
      }
      """,
      """
      4:11 MC0416 this call gives no value
      """
    ),
    (
      """
      var x = true
      action a() { return x }
      """,
      """
      2:21 MC0416 nothing is to be returned here
      """
    ),
    (
      """
      func f(x: Bool) -> Bool {
        if x { return true }
      }
      """,
      """
      3:1 MC0417 'f' may end here without returning a value of 'Bool'
      """
    ),
  ]
}
