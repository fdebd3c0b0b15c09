import SpecLanguage
import Testing

/// Types, maps and cases that are wrong in themselves.
@Suite struct TypeLimitTests {
  @Test("A wrong type or pattern is reported where it stands", arguments: Self.cases)
  func reports(source: String, report: String) {
    #expect(Checking(source).report == report)
  }

  static let cases: [(source: String, report: String)] = [
    (
      """
      func f(x: Bool) { return }
      """,
      """
      1:6 MC0418 'f' changes nothing, so it must say what it returns: '-> T'
      """
    ),
    (
      """
      var n: 3...1 = 3
      """,
      """
      1:8 MC0419 the range 3...1 has no values
      """
    ),
    (
      """
      let n = 9223372036854775807 + 1
      """,
      """
      1:9 MC0420 a constant is wanted here, and this has no value before the model runs
      """
    ),
    (
      """
      var m: [0...5000: Bool] = false
      var s: Set<Int> = []
      """,
      """
      1:9 MC0421 '0...5000' has 5001 values, and a map's keys have at most 4096
      2:12 MC0421 'Int' has too many values to count, and a set's elements have at most 4096
      """
    ),
    (
      """
      invariant I: exists x in Int: x == 3
      """,
      """
      1:26 MC0421 'Int' has too many values to count, and at most 16777216 can be gone through
      """
    ),
    (
      """
      var m: [0...4000: [0...4000: Bool]] = false
      """,
      """
      1:8 MC0422 a value of this type has 16008001 parts; at most 1000000 are kept
      """
    ),
    (
      """
      var q: Queue<Bool, 0> = []
      """,
      """
      1:20 MC0423 a 'Queue' holds from 1 to 1000000 elements, not 0
      """
    ),
    (
      """
      entity C(0)
      """,
      """
      1:10 MC0424 'C' has from 1 to 4096 identities, not 0
      """
    ),
    (
      """
      enum E { }
      """,
      """
      1:6 MC0425 'E' has no cases, so nothing can be of this type
      """
    ),
    (
      """
      var n = 0
      """,
      """
      1:5 MC0426 'n' is kept in the state, so it needs a range, as in 'n: 0...3'
      """
    ),
    (
      """
      enum E { a, b }
      var m: [E: Bool] = [.a: true, .a: false, .b: true]
      var k: [E: Bool] = [.a: true]
      """,
      """
      2:31 MC0427 the key .a is given twice
      3:20 MC0427 the key .b has no value; write '_: value' for all others
      """
    ),
    (
      """
      enum E { a, b }
      var m: [E: Bool] = [x: true for y in E]
      """,
      """
      2:33 MC0428 a map has a value for every key: write '[x: value for x in K]'
      """
    ),
    (
      """
      enum E { a, b, c }
      var e: E = .a
      invariant I: switch e { case .a: true }
      """,
      """
      3:21 MC0429 the switch does not say what happens for .b, .c
      """
    ),
    (
      """
      enum E { a, b }
      var e: E = .a
      invariant I: switch e { case .a: true case .a: false default: true }
      """,
      """
      3:44 MC0430 the cases before this one leave nothing for it
      """
    ),
    (
      """
      enum E { a(Bool), b(Bool) }
      var e: E = .a(true)
      invariant I: switch e { case .a(let x), .b(let y): x }
      """,
      """
      3:37 MC0431 only a pattern that stands alone can name a payload
      3:48 MC0431 only a pattern that stands alone can name a payload
      """
    ),
    (
      """
      type A = A?
      """,
      """
      1:10 MC0501 'A' is defined by itself: A → A
        note 1:6 'A' is declared here
      """
    ),
    (
      """
      var q: Queue<Bool, Bool> = []
      """,
      """
      1:20 MC0423 a number of elements is wanted here, not a type
      """
    ),
    (
      """
      enum E { a, b }
      var e: E = .a
      var o: E? = nil
      action go() { e = o }
      """,
      """
      4:19 MC0401 this is 'E?', and 'E' is wanted
      """
    ),
    (
      """
      entity C(2)
      var owner: C? = nil
      action take(c: C) { owner = true }
      """,
      """
      3:29 MC0401 this is 'Bool', and 'C' is wanted
      """
    ),
  ]
}
