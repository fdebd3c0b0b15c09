import SpecLanguage
import Testing

/// Ticks, formulas, processes, tests and expectations.
@Suite struct FormulaRuleTests {
  @Test("A broken rule is reported where it stands", arguments: Self.cases)
  func reports(source: String, report: String) {
    #expect(Checking(source).report == report)
  }

  static let cases: [(source: String, report: String)] = [
    (
      """
      enum E { a, b }
      var e: E = .a
      action a() {
        switch e {
        case .a: if true { break }
        case .b: e = .a
        }
      }
      """,
      """
      5:22 MC0520 'break' may stand only at the end of a switch's case
      """
    ),
    (
      """
      var x = true
      on tick {
        require x
        let y = any Bool
        x = y
      }
      """,
      """
      3:3 MC0521 'require' cannot stand here: nothing can refuse to happen
      4:3 MC0521 'any' cannot stand here: only actions, steps and 'init' choose
      """
    ),
    (
      """
      var x = true
      transition t() { require x }
      on tick { t() }
      """,
      """
      3:11 MC0521 't' may choose or be refused, and time may neither
      """
    ),
    (
      """
      var x = true
      process P {
        step a { x = false }
        x = true
      }
      """,
      """
      4:3 MC0522 between steps only 'step', 'loop', 'while' and 'if' may stand
      """
    ),
    (
      """
      var x = true
      invariant I: old(x)
      """,
      """
      2:14 MC0523 'old' may stand only in 'ensures', in step properties and in formulas over time
      """
    ),
    (
      """
      var x = true
      invariant I: always x
      """,
      """
      2:14 MC0524 'always' speaks of runs: it may stand only in a 'property' or a 'theorem'
      """
    ),
    (
      """
      var s: Set<Bool> = []
      property P: forall x in s: eventually !(x in s)
      """,
      """
      2:13 MC0524 a formula over time cannot range over a collection, which changes in time
      """
    ),
    (
      """
      var x: 0...7 = 2
      property P: forall i in 1...x: always eventually x == i
      property Q: exists i in 0..<x: eventually x == i
      property R: forall i in 1...3 - 1: eventually x == i
      """,
      """
      2:13 MC0524 a formula over time cannot range over numbers unless both ends are known beforehand
      3:13 MC0524 a formula over time cannot range over numbers unless both ends are known beforehand
      """
    ),
    (
      """
      var x = true
      on tick { x = !x }
      property P: recovers x within 2 ticks after always x
      property Q: recovers (recovers x within 1 ticks after x) within 1 ticks after x
      invariant I: recovers x within 2 ticks after x
      """,
      """
      3:45 MC0524 'recovers' speaks of two moments: no formula over time may stand inside it
      4:22 MC0524 'recovers' speaks of two moments: no formula over time may stand inside it
      5:14 MC0524 'recovers' speaks of runs: it may stand only in a 'property' or a 'theorem'
      """
    ),
    (
      """
      param d: 0...300 = 251
      var x = true
      on tick { x = !x }
      property P: recovers x within d ticks after x
      property Q: recovers x within 2 - 3 ticks after x
      property R: recovers x within x ticks after x
      """,
      """
      4:31 MC0531 'recovers' counts from 0 to 250 ticks, not 251
      5:31 MC0531 'recovers' counts from 0 to 250 ticks, not -1
      6:31 MC0315 'x' is a variable, and a constant is wanted here
      """
    ),
    (
      """
      var x = true
      action flip() { x = !x }
      theorem T: recovers x within 1 ticks after !x
      """,
      """
      3:12 MC0532 'recovers' counts ticks, and there are none: nothing here has an 'on tick'
      """
    ),
    (
      """
      entity C(2)
      component B { action go(c: C) { } }
      var b: [Bool: B]
      var x = true
      property P: eventually fired(b.og)
      property Q: eventually fired(b[1].go)
      property R: eventually fired(tick)
      property S: eventually fired(b.go)
      property T: eventually fired(b[true].go)
      """,
      """
      5:30 MC0307 unknown action 'b.og' — did you mean 'b.go'?
      6:32 MC0401 this is an integer, and 'Bool' is wanted
      7:30 MC0532 time does not pass here: nothing has an 'on tick'
      """
    ),
    (
      """
      var x = true
      var n: 0...3 = 0
      action flip(b: Bool) { x = b }
      on tick { n = 3 - n }
      property P: eventually fired(flop)
      property Q: eventually fired(n)
      property R: recovers x within 1 ticks after tick
      property S: (eventually x) == (eventually !x)
      property T: count(b in Bool where next x == b) == 1
      property U: always (old(old(n)) == n)
      invariant V: n == tick
      """,
      """
      5:30 MC0307 unknown action 'flop' — did you mean 'flip'?
      6:30 MC0525 an action with its arguments is wanted here, as in 'send(c)'
      7:45 MC0301 unknown name 'tick' — did you mean 'fired(tick)'?
      8:13 MC0524 'eventually' makes a formula over time, which may stand only under '!', '&&', \
      '||', 'implies', '?:', quantifiers and other such formulas
      8:31 MC0524 'eventually' makes a formula over time, which may stand only under '!', '&&', \
      '||', 'implies', '?:', quantifiers and other such formulas
      9:35 MC0524 'next' makes a formula over time, which may stand only under '!', '&&', '||', \
      'implies', '?:', quantifiers and other such formulas
      10:25 MC0523 'old' looks back one step, so none may stand inside another
      11:19 MC0301 unknown name 'tick'
      """
    ),
    (
      """
      var x = true
      property P: eventually enabled(x)
      """,
      """
      2:32 MC0525 an action with its arguments is wanted here, as in 'send(c)'
      """
    ),
    (
      """
      process P(a: Bool, b: Bool) { step x { } }
      """,
      """
      1:20 MC0526 the process 'P' has more than one parameter
      """
    ),
    (
      """
      process P { }
      """,
      """
      1:9 MC0526 the process 'P' has no steps
      """
    ),
    (
      """
      process P { step done { } }
      """,
      """
      1:18 MC0526 'done' is where every process ends and cannot be a step
      """
    ),
    (
      """
      var x = true
      process P {
        step a { x = false }
        while x { if x { step b { } } }
      }
      """,
      """
      4:3 MC0527 there is a way round this loop without a step
      """
    ),
    (
      """
      var x = true
      test "t" { let y = true }
      """,
      """
      2:12 MC0528 a test has no variables: it consists of actions, calls and 'assert'
      """
    ),
    (
      """
      expect states 0 - 1
      """,
      """
      1:15 MC0529 the number of states cannot be negative
      """
    ),
    (
      """
      var x = true
      invariant I: x
      expect vacuous I
      """,
      """
      3:16 MC0530 'I' can never be vacuous
        note 2:1 'I' is declared here
      """
    ),
    (
      """
      component B<T>(n: 1...3) {
        var s: Set<T> = []
        var k: 0...n = 0
        action a(t: T) when !(t in s) {
          s.insert(t)
          k = 9
          u = 3
        }
      }
      """,
      """
      6:9 MC0402 9 is outside the range 0...1 of 'B.k'
      7:5 MC0301 unknown name 'u'
      """
    ),
    (
      """
      component A { var b: B }
      component B { var a: A }
      """,
      """
      2:22 MC0501 'A' is defined by itself: A → B → A
        note 1:11 'A' is declared here
      """
    ),
    (
      """
      struct S { var s: S? }
      """,
      """
      1:19 MC0501 'S' is defined by itself: S → S
        note 1:8 'S' is declared here
      """
    ),
    (
      """
      var x: 0...3 = 0
      action a() { x += true }
      """,
      """
      2:19 MC0401 this is 'Bool', and an integer is wanted
      """
    ),
    (
      """
      component B { action go() { } }
      var b: [Bool: B]
      var x = true
      step S on b[true].go(): x
      """,
      """
      4:13 MC0525 a name for the key is wanted here
      """
    ),
    (
      """
      ghost var g: 0...3 = 0
      var x: 0...3 = 0
      func seen() -> 0...3 { return g }
      action a() {
        let y = g + 1
        x = y
        g = min(3, y)
        x = seen()
      }
      """,
      """
      6:7 MC0518 'y' is a ghost: only ghosts and properties may read it
      8:7 MC0518 'seen' reads a ghost, and only ghosts and properties may
      """
    ),
    (
      """
      ghost var g: 0...3 = 0
      var x: 0...3 = 0
      func isSmall() -> Bool { let g = x + 1; return g < 3 && forall g in 0...3: g >= 0 }
      func counted() -> 0...4 { return count(g in 0...3 where g < x) }
      func outside() -> Bool { if x == 0 { let g = 1; return g == x }; return g == 0 }
      action a() {
        g = 0
        x = isSmall() ? 0 : 1
        x = counted() == 3 ? 0 : 1
        x = outside() ? 0 : 1
      }
      """,
      """
      10:7 MC0518 'outside' reads a ghost, and only ghosts and properties may
      """
    ),
    (
      """
      var x: 0...3 = 0
      theorem T: x == 0 implies old(x) == 0
      """,
      """
      2:27 MC0523 nothing here speaks of time, so 'old' has no state to look back from
      """
    ),
    (
      """
      var x: 0...3 = 0
      func soon(n: 0...3) -> Bool { eventually x == n }
      func later() -> Bool { soon(2) }
      func bits() -> 0...1 { (always x == 0) ? 0 : 1 }
      func steps() -> Bool {
        let y = x
        return always x == y
      }
      invariant I: later()
      action a() when soon(1) { x = 0 }
      property P: soon(x)
      property Q: soon(1, 2)
      property R: steps() && bits() == 0
      """,
      """
      4:16 MC0524 'bits' speaks of runs, so its result must be 'Bool'
      5:6 MC0524 'steps' speaks of runs, so its body must be a lone expression
      9:14 MC0524 'later' speaks of runs: it may stand only in a 'property' or a 'theorem'
      10:17 MC0524 'soon' speaks of runs: it may stand only in a 'property' or a 'theorem'
      11:18 MC0524 'soon' speaks of runs, along which this argument may change: say for which \
      values by a 'forall' or an 'exists' around it
      12:13 MC0408 'soon' takes 1 argument, not 2
        note 2:1 'soon' is declared here
      13:24 MC0524 'bits' makes a formula over time, which may stand only under '!', '&&', '||', \
      'implies', '?:', quantifiers and other such formulas
      """
    ),
    (
      """
      var x: 0...3 = 0
      func forth() -> Bool { eventually back() }
      func back() -> Bool { eventually forth() }
      func unused(n: 0...2) -> Bool { always y == n }
      property P: forth()
      """,
      """
      3:34 MC0502 'forth' calls itself: forth → back → forth
      4:40 MC0301 unknown name 'y'
      """
    ),
  ]
}
