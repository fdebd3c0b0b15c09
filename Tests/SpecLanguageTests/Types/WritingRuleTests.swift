import SpecLanguage
import Testing

/// Who may write what, and when.
@Suite struct WritingRuleTests {
  @Test("A broken rule of writing is reported where it stands", arguments: Self.cases)
  func reports(source: String, report: String) {
    #expect(Checking(source).report == report)
  }

  static let cases: [(source: String, report: String)] = [
    (
      """
      let a = b
      let b = a
      """,
      """
      2:9 MC0501 'a' is defined by itself: a → b → a
        note 1:5 'a' is declared here
      """
    ),
    (
      """
      func f(x: Bool) -> Bool { return g(x) }
      func g(x: Bool) -> Bool { return f(x) }
      """,
      """
      2:34 MC0502 'f' calls itself: f → g → f
      """
    ),
    (
      """
      param n: 1...4 = 5
      """,
      """
      1:18 MC0504 5 is outside the range 1...4 of the parameter 'n'
        note 1:10 the range of 'n' is declared here
      """
    ),
    (
      """
      param n: Bool = 5
      """,
      """
      1:10 MC0505 the parameter 'n' must range over integers, not over 'Bool'
      """
    ),
    (
      """
      var n: 0...3
      """,
      """
      1:5 MC0506 'n' has no initial value: write '= value', '= any', or set it in 'init'
      """
    ),
    (
      """
      component B { var x = true }
      var b: B = true
      """,
      """
      2:12 MC0507 'b' is a component, whose variables have initial values of their own
      """
    ),
    (
      """
      component B { var x = true }
      ghost var b: B
      """,
      """
      2:11 MC0507 'b' is a component and cannot be a ghost
      """
    ),
    (
      """
      action a(x: open B) { }
      component B { var x = true }
      """,
      """
      1:13 MC0508 'open' stands only before a component in the type of a file's variable
      """
    ),
    (
      """
      action a(x: 0...2000, y: 0...2000) { }
      """,
      """
      1:1 MC0509 'a' has more than 1000000 choices of arguments
      """
    ),
    (
      """
      let n = 3
      action a() { n = 4 }
      """,
      """
      2:14 MC0510 'n' is a constant and cannot be written to
      """
    ),
    (
      """
      action a() { 3 = 4 }
      """,
      """
      1:14 MC0510 this is no place that can be written to
      """
    ),
    (
      """
      action a(x: Bool) { x = false }
      """,
      """
      1:21 MC0511 'x' cannot be written to: it is bound once
        note 1:10 'x' is bound here; 'var' makes it variable
      """
    ),
    (
      """
      component B { var x = true }
      var b: B
      action a() { b.x = false }
      """,
      """
      3:14 MC0512 only the code of 'B' writes to 'x'
      """
    ),
    (
      """
      var x = true
      func f() -> Bool {
        x = false
        return x
      }
      """,
      """
      3:3 MC0513 a function reads and never writes, so it cannot change 'x'
      """
    ),
    (
      """
      var q: Queue<Bool, 2> = []
      invariant I: q.popFirst() == true
      """,
      """
      2:14 MC0514 'popFirst' would change the state, and nothing may here
      """
    ),
    (
      """
      component B {
        var x = true
        transition t() -> Bool { return x }
      }
      var b: B
      action a() when b.t() { }
      """,
      """
      6:17 MC0514 't' is a transition: only a statement's own expression may call it
        note - bind its result first: 'let x = t(…)'
      """
    ),
    (
      """
      component B {
        var x = true
        private transition t() { x = false }
      }
      var b: B
      action a() { b.t() }
      """,
      """
      6:14 MC0515 't' is private: only its component's own code calls it
      """
    ),
    (
      """
      var x = true
      action a() { x = false }
      action b() { a() }
      """,
      """
      3:14 MC0516 'a' is an action: it happens by itself, and only a test names it
      """
    ),
    (
      """
      var q: Queue<Bool, 2> = []
      action a() { let x = q.removeFirst() }
      action b() { q.apend(true) }
      """,
      """
      2:22 MC0514 'removeFirst' gives no value: it is a statement of its own
        note - 'popFirst()' gives what it removes
      3:16 MC0305 'Queue<Bool, 2>' has no member 'apend' — did you mean 'append'?
      """
    ),
    (
      """
      entity Client(clients)
      var up = tru
      action go(c: Client) when foo { bar() }
      test "it goes" { go(client2) }
      """,
      """
      1:15 MC0301 unknown name 'clients' — did you mean 'Client'?
      2:10 MC0301 unknown name 'tru' — did you mean 'true'?
      3:27 MC0301 unknown name 'foo'
      3:33 MC0301 unknown name 'bar'
      """
    ),
    (
      """
      var x = true
      action a() { x == false }
      """,
      """
      2:14 MC0517 this statement changes nothing
      """
    ),
    (
      """
      ghost var g = true
      var x = true
      action a() when g { x = g }
      """,
      """
      3:17 MC0518 'g' is a ghost: only ghosts and properties may read it
      3:25 MC0518 'g' is a ghost: only ghosts and properties may read it
      """
    ),
    (
      """
      ghost var g = true
      var x = true
      action a() { if g { x = false } }
      """,
      """
      3:21 MC0519 what depends on a ghost may change ghosts only
      """
    ),
  ]
}
