import SpecLanguage
import SpecSemantics
import TestSupport
import Testing

/// The expected values follow from the definitions of the operators, worked out by hand.
@Suite("Formulas on a run that repeats itself")
struct LassoEvaluationTests {
  /// The run 0, 1, 2, 1, 2, …: a stem of one step, a loop of two.
  @Test(
    "Each operator has its value at each position",
    arguments: [
      ("eventually at == 0", "TFF"), ("eventually at == 2", "TTT"),
      ("always at != 0", "FTT"), ("always at < 3", "TTT"),
      ("next at == 1", "TFT"), ("next next at == 1", "FTF"),
      ("at == 0 until at == 1", "TTF"), ("at < 2 until at == 0", "TFF"),
      ("at == 2 releases at != 0", "FTT"), ("at == 2 releases at == 1", "FFF"),
      ("at == 0 releases at > 0", "FTT"),
      ("at == 1 leadsto at == 2", "TTT"), ("at == 1 leadsto at == 0", "FFF"),
      ("at == 0 leadsto at == 2", "TTT"),
      ("eventually always at == 1", "FFF"), ("eventually always at != 0", "TTT"),
      ("always eventually at == 2", "TTT"),
      ("fired(to(2))", "FTF"), ("enabled(to(0))", "TTT"),
      ("always (fired(to(2)) implies next at == 2)", "TTT"),
      ("next at == 1 && at == 2", "FFF"), ("(next at == 1) && at == 2", "FFT"),
      ("(next at == 1) || at == 1", "TTT"), ("!(next at == 1)", "FTF"),
      ("(next at == 1) implies at == 2", "FTT"),
      ("(eventually at == 0) ? next at == 1 : next at == 2", "TTF"),
      ("forall i in 1...2: always eventually at == i", "TTT"),
      ("forall i in 0...2: eventually at == i", "TFF"),
      ("exists i in 0...2 where i != at: next at == i", "TTT"),
      ("exists i in 0...2 where i == at: next at == i", "FFF"),
      ("exists i in 0...2: always at != i", "FTT"),
      // The loop is written once more: only its second round is entered from its own end.
      ("at == old(at)", "TFFFF"), ("old(at) == 0", "TTFFF"), ("old(at) == 2", "FFFTF"),
      ("next old(at) == at", "FFFFF"), ("eventually old(at) == 0", "TTFFF"),
      ("always eventually old(at) == 2", "TTTTT"), ("always (at != old(at))", "FTTTT"),
      ("always (fired(to(2)) implies next at == old(at) + 1)", "TTTTT"),
    ])
  func operators(claim: String, expected: String) throws {
    let fixture = try MachineFixture(
      "var at: 0...2 = 0\naction to(n: 0...2) { at = n }\nproperty P: \(claim)")
    let machine = fixture.machine
    let lasso = try fixture.lasso(["to(1)", "to(2)", "to(1)"], loopStart: 1)
    let context = machine.context(ofProperty: 0, keys: [], in: lasso.states[0])
    let formula = machine.spec.properties[0].expression
    let truths = LassoEvaluation(machine, lasso, of: formula).truths(formula, context)
    #expect(truths.map { $0 ? "T" : "F" }.joined() == expected)
    #expect(machine.holds(PropertyInstance(property: 0, keys: []), on: lasso) == truths[0])
  }

  /// The run 0, 1, 2, 3, 4, 3, 4, …: time takes it from 1 to 2 and from 3 to 4.
  @Test(
    "A bound in ticks counts those between the two moments, at each position",
    arguments: [
      ("recovers at == 2 within 1 ticks after at == 0", "TTTTT"),
      ("recovers at == 2 within 0 ticks after at == 0", "FTTTT"),
      ("recovers at == 4 within 2 ticks after at == 0", "TTTTT"),
      ("recovers at == 4 within 1 ticks after at == 0", "FTTTT"),
      ("recovers at == 1 within 0 ticks after at == 0", "TTTTT"),
      ("recovers at == 1 within 0 ticks after at == 1", "TTTTT"),
      // It never comes again, however many ticks there may be.
      ("recovers at == 0 within 250 ticks after at == 2", "FFFTT"),
      ("recovers at == 0 within 250 ticks after at == 4", "FFFFF"),
      // The trigger of the loop is answered a round later, with one tick on the way.
      ("recovers at == 3 within 0 ticks after at == 4", "TTTTT"),
      ("recovers at == 4 within 1 ticks after at == 3", "TTTTT"),
      ("recovers at == 4 within 0 ticks after at == 3", "FFFFF"),
      ("recovers fired(tick) within 0 ticks after at >= 0", "TTTTT"),
      ("recovers fired(up) within 0 ticks after at == 0", "TTTTT"),
      ("recovers fired(up) within 0 ticks after at == 1", "FFTTT"),
      ("recovers old(at) == 3 within 1 ticks after at == 3", "TTTTT"),
    ])
  func ticks(claim: String, expected: String) throws {
    let fixture = try MachineFixture(
      """
      var at: 0...4 = 0
      action up() when at == 0 || at == 2 { at += 1 }
      action back() when at == 4 { at = 3 }
      on tick { if at == 1 || at == 3 { at += 1 } }
      property P: \(claim)
      """)
    let machine = fixture.machine
    let lasso = try fixture.lasso(["up()", "tick", "up()", "tick", "back()"], loopStart: 3)
    let context = machine.context(ofProperty: 0, keys: [], in: lasso.states[0])
    let formula = machine.spec.properties[0].expression
    let truths = LassoEvaluation(machine, lasso, of: formula).truths(formula, context)
    #expect(truths.prefix(5).map { $0 ? "T" : "F" }.joined() == expected)
  }

  @Test("A run that has come to its end stays in its last state")
  func end() throws {
    let text = "var n: 0...2 = 0\naction up() when n < 2 { n += 1 }\nproperty P: "
    for (claim, expected) in [
      ("eventually always n == 2", true), ("always eventually n < 2", false),
      ("always (n == 2 implies next n == 2)", true), ("eventually always fired(up())", false),
    ] {
      let fixture = try MachineFixture(text + claim)
      let instance = PropertyInstance(property: 0, keys: [])
      let bare = try fixture.lasso(["up()", "up()"], loopStart: 2)
      let staying = try fixture.lasso(["up()", "up()", "stay"], loopStart: 2)
      #expect(bare == staying)
      #expect(fixture.machine.holds(instance, on: bare) == expected, "\(claim)")
    }
  }

  @Test("A condition that breaks a rule is false")
  func failure() throws {
    let fixture = try MachineFixture(
      """
      var n: 0...2 = 0
      action up() { n = (n + 1) % 3 }
      property P: always eventually 2 / n == 1
      """)
    let instance = PropertyInstance(property: 0, keys: [])
    #expect(
      fixture.machine.holds(
        instance, on: try fixture.lasso(["up()", "up()", "up()"], loopStart: 0)))
  }
}
