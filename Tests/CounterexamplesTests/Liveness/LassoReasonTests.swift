import Counterexamples
import SpecSemantics
import Testing

@testable import SpecLanguage

/// What the sentence says is judged by the run, which visits 0, 1, 2, 3, 2, 3, … or stays in 2.
@Suite("Why a property is false on a run without an end")
struct LassoReasonTests {
  private func reason(_ claim: String, stem: [String], loop: [String]) throws -> String {
    let traced = try TracedSpec(EndlessSpecs.ring(claim))
    let trace = try traced.lasso(stem: stem, loop: loop)
    return try #require(trace.liveness).reason
  }

  @Test("A formula that the checker has put in place of what is written is told by its parts")
  func lowered() throws {
    var traced = try TracedSpec(EndlessSpecs.ring("at == 2 leadsto at == 0"))
    let whole = traced.spec.properties[0].expression
    let operands = whole.children
    func made(_ kind: Expression.Kind) -> Expression {
      Expression(kind: kind, type: .bool, span: whole.span)
    }
    func reason(_ formula: Expression) throws -> String? {
      traced.spec.properties[0].expression = formula
      traced.builder = TraceBuilder(spec: traced.spec, sources: traced.sources, path: "a.mesh")
      return try traced.lasso(stem: ["to(1)", "to(2)"], loop: ["to(3)", "to(2)"]).liveness?.reason
    }
    let never = made(.not(made(.temporal(.eventually, [operands[1]]))))
    let broken = made(.temporal(.eventually, [made(.and(operands[0], never))]))
    #expect(
      try reason(made(.not(broken)))
        == "after step 2 `at == 2` holds, and from then on `at == 0` never does")
    let later = made(.temporal(.next, [made(.temporal(.next, [made(.and(operands[0], never))]))]))
    #expect(
      try reason(made(.not(later)))
        == "`next (next ((at == 2) && (!(eventually (at == 0)))))` is true in the initial state")
  }

  @Test(
    "The sentence names what never happens, in the words of the spec",
    arguments: [
      ("eventually at > 3", "`at > 3` never holds"),
      ("always eventually at == 1", "after step 2 `at == 1` never holds again"),
      ("always eventually at == 0", "after step 1 `at == 0` never holds again"),
      (
        "eventually always at == 2",
        "`at == 2` is false again and again: after step 3"
      ),
      ("eventually always at < 2", "`at < 2` is false throughout the loop"),
      ("eventually always at != 2", "`at != 2` is false again and again: after step 2"),
      (
        "always (at == 2 implies eventually at == 1)",
        "after step 2 `at == 2` holds, and from then on `at == 1` never does"
      ),
      (
        "at == 2 leadsto at == 0",
        "after step 2 `at == 2` holds, and from then on `at == 0` never does"
      ),
      (
        "forall i in 0...1: at == i + 1 leadsto at == i",
        "for i = 0: after step 1 `at == i + 1` holds, and from then on `at == i` never does"
      ),
      ("always at < 3", "`at < 3` is false after step 3"),
      ("next at == 2", "`at == 2` is false after step 1"),
      (
        "always (at == 1 implies next at == 3)",
        "after step 1 `at == 1` holds, but `at == 3` is false after step 2"
      ),
      ("always (at < 3 && !fired(to(3)))", "`at < 3 && !fired(to(3))` is false in step 3"),
      ("at == 0 until at == 2", "`at == 0` is false after step 1, before `at == 2` has come"),
      ("at < 4 until at == 4", "`at == 4` never holds"),
      (
        "at == 3 releases at != 2",
        "`at != 2` is false after step 2, before `at == 3` has released it"
      ),
      (
        "(eventually always at >= 2) implies always eventually at == 0",
        "after step 2 `at >= 2` holds for ever, but after step 1 `at == 0` never holds again"
      ),
      (
        "(always eventually at == 3) implies eventually always at == 3",
        "`at == 3` holds again and again, but `at == 3` is false again and again: after step 2"
      ),
      (
        "(eventually at == 1) implies eventually at == 4 - 8",
        "`at == 1` holds after step 1, but `at == 4 - 8` never holds"
      ),
      (
        "always (!(at == 2) || eventually at == 1)",
        "after step 2 `at == 2` holds, and from then on `at == 1` never does"
      ),
      (
        "(always at == 0) || eventually at == 4",
        "`at == 0` is false after step 1, and `at == 4` never holds"
      ),
      ("(eventually at == 3) && (eventually at == 4)", "`at == 4` never holds"),
      ("!(eventually at == 3)", "`at == 3` holds after step 3"),
      ("!(always eventually at == 3)", "`at == 3` holds again and again"),
      (
        "eventually (at == 1 && next at == 0)", "`at == 1 && next at == 0` never comes true"
      ),
      (
        "!(next (at == 1 && next at == 2))",
        "`next (at == 1 && next at == 2)` is true in the initial state"
      ),
      (
        "exists i in 0...3: eventually always at == i",
        "there is no i for which `eventually always at == i` is true in the initial state"
      ),
      (
        "always (at == 1 implies (next at == 2) implies always at == 2)",
        "after step 1 `at == 1` holds, but `next at == 2` is true, but `at == 2` is false"
      ),
    ])
  func sentences(claim: String, expected: String) throws {
    #expect(
      try reason(claim, stem: ["to(1)", "to(2)"], loop: ["to(3)", "to(2)"]) == expected)
  }
  @Test(
    "Of a bound in ticks the sentence says when it is over, or that nothing more is to come",
    arguments: [
      (
        "recovers at == 3 within 1 ticks after at == 1", ["tick", "to(2)"],
        "after step 1 `at == 1` holds, but `at == 3` does not come within 1 tick: the next one is"
          + " step 3"
      ),
      (
        "recovers at == 2 within 0 ticks after at == 1", ["tick", "to(2)"],
        "after step 1 `at == 1` holds, but `at == 2` does not come within 0 ticks: the next one is"
          + " step 2"
      ),
      (
        "recovers at == 0 within 2 ticks after at == 1", ["tick", "to(2)"],
        "after step 1 `at == 1` holds, but `at == 0` does not come within 2 ticks: it never does,"
          + " and time goes on in the loop"
      ),
      (
        "recovers fired(to(0)) within 3 ticks after fired(to(1))", ["to(3)", "to(2)"],
        "in step 1 `fired(to(1))` holds, but `fired(to(0))` does not come within 3 ticks: it never"
          + " does, and time stands still after 1 tick"
      ),
      (
        "forall i in 2...3: recovers at == 0 within 3 ticks after at == i", ["to(3)", "to(2)"],
        "for i = 2: after step 2 `at == i` holds, but `at == 0` does not come within 3 ticks: it"
          + " never does, and no tick follows"
      ),
      (
        "(eventually at == 3) implies recovers at == 1 within 1 ticks after at == 2",
        ["tick", "to(2)"],
        "`at == 3` holds after step 3, but after step 2 `at == 2` holds, but `at == 1` does not"
          + " come within 1 tick: it never does, and time goes on in the loop"
      ),
      (
        "!(recovers at == 3 within 1 ticks after at == 2)", ["tick", "to(2)"],
        "`recovers at == 3 within 1 ticks after at == 2` is true in the initial state"
      ),
    ])
  func ticks(claim: String, loop: [String], expected: String) throws {
    let traced = try TracedSpec(EndlessSpecs.timedRing(claim))
    let trace = try traced.lasso(stem: ["to(1)", "tick"], loop: loop, fair: false)
    #expect(try #require(trace.liveness).reason == expected)
  }
}
