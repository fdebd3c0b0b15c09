import SpecLanguage
import Testing

/// Mistakes with names, one example each.
@Suite struct NameMistakeTests {
  @Test("A mistake with names is reported where it stands", arguments: Self.cases)
  func reports(source: String, report: String) {
    #expect(Checking(source).report == report)
  }

  static let cases: [(source: String, report: String)] = [
    (
      """
      var mode = true
      action go() when mod { mode = false }
      """,
      """
      2:18 MC0301 unknown name 'mod' — did you mean 'mode'?
      """
    ),
    (
      """
      var x = true
      var x = false
      """,
      """
      2:5 MC0302 'x' is declared twice
        note 1:5 'x' is first declared here
      """
    ),
    (
      """
      enum Bool { a }
      """,
      """
      1:6 MC0303 'Bool' is the name of a built-in type
      """
    ),
    (
      """
      action tick() { }
      """,
      """
      1:8 MC0303 'tick' is the action that runs the 'on tick' blocks and cannot be declared
      """
    ),
    (
      """
      var x: Moda = .a
      enum Mode { a }
      """,
      """
      1:8 MC0304 unknown type 'Moda' — did you mean 'Mode'?
      """
    ),
    (
      """
      enum Mode { open, closed }
      var m: Mode = .opne
      """,
      """
      2:16 MC0306 'Mode' has no case 'opne' — did you mean 'open'?
      """
    ),
    (
      """
      struct P { var x: 0...1 = 0 }
      var p: P
      invariant I: p.y == 0
      """,
      """
      3:16 MC0305 'P' has no member 'y'
      """
    ),
    (
      """
      entity C(2)
      var x = true
      action send(c: C) { x = true }
      property P: forall c in C: eventually fired(sned(c))
      """,
      """
      4:45 MC0307 unknown action 'sned' — did you mean 'send'?
      """
    ),
    (
      """
      var x = true
      invariant Fine: x
      expect violated Fin
      """,
      """
      3:17 MC0308 unknown property 'Fin' — did you mean 'Fine'?
      """
    ),
    (
      """
      param clients: 1...4 = 2
      expect states 3 with client = 2
      """,
      """
      2:22 MC0309 there is no parameter 'client' — did you mean 'clients'?
      """
    ),
    (
      """
      entity C(2)
      var x = true
      action a() { x = C }
      """,
      """
      3:18 MC0310 'C' is a type, not a value
      """
    ),
    (
      """
      var x = true
      var y: x = true
      """,
      """
      2:8 MC0311 'x' is a variable, not a type
        note 1:5 'x' is declared here
      """
    ),
    (
      """
      entity Client(2)
      var last: Client = any
      action a() { last = client1 }
      """,
      """
      3:21 MC0312 'client1' can be named only in tests: elsewhere all of 'Client' are alike
      """
    ),
    (
      """
      var up = true
      component B {
        var x = true
        transition t() { x = up }
      }
      """,
      """
      4:24 MC0313 a component cannot read 'up', which the file declares; pass it as an argument
        note 1:5 'up' is declared here
      """
    ),
    (
      """
      var n: 0...3 = 0
      var m: 0...n = 0
      """,
      """
      2:12 MC0315 'n' is a variable, and a constant is wanted here
      """
    ),
    (
      """
      component B(size: 1...3 = 2) {
        enum E { a(0...size) }
        var e: E = .a(0)
      }
      var b: B()
      var e: B.E = .a(0)
      """,
      """
      2:18 MC0316 this type depends on 'size' of 'B', which is known only inside the component
      """
    ),
    (
      """
      component B(size: 1...3 = 2, sise: 0...1 = 0) { var x: 0...size = 0 }
      var b: B(siz: 2)
      """,
      """
      2:10 MC0309 there is no parameter 'siz' — did you mean 'size'?
      """
    ),
    (
      """
      entity C(2)
      action a(c: C, c: C) { }
      """,
      """
      2:16 MC0302 'c' is declared twice
        note 2:10 'c' is first declared here
      """
    ),
    (
      """
      var x = true
      action a() {
        let y = x
        let y = x
        x = y
      }
      """,
      """
      4:7 MC0302 'y' is declared twice
        note 3:7 'y' is first declared here
      """
    ),
    (
      """
      enum Mode { open, closed }
      struct Message { var mode: Mode = .open }
      var inbox: Queue<Message, 2> = []
      invariant I: inbox.frist == nil
      """,
      """
      4:20 MC0305 'Queue<Message, 2>' has no member 'frist' — did you mean 'first'?
      """
    ),
    (
      """
      component B { invariant Fine: true }
      var b: B
      invariant I: b.Fien
      """,
      """
      3:16 MC0305 'B' has no member 'Fien' — did you mean 'Fine'?
      """
    ),
    (
      """
      var x = true
      process Worker { step work { x = true } }
      property P: eventually fired(Worker.wrok())
      """,
      """
      3:30 MC0307 unknown action 'Worker.wrok' — did you mean 'Worker.work'?
      """
    ),
    (
      """
      var x = true
      component B<T>(x: 0...1, x: 0...2) { var T = true }
      """,
      """
      2:26 MC0302 'x' is declared twice
        note 2:16 'x' is first declared here
      2:42 MC0302 'T' is declared twice
        note 2:13 'T' is first declared here
      """
    ),
  ]
}
