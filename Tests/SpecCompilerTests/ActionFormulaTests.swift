import TestSupport
import Testing

/// What `fired` and `enabled` mean where arguments or keys are left out, compiled and directly.
@Suite("Formulas about actions")
struct ActionFormulaTests {
  private static let spec = """
    component Cell {
      var n: 0...1 = 0
      fair action flip() { n = 1 - n }
      action stay(x: Bool) { }
    }
    var cells: [Bool: Cell]
    action send(x: Bool) { }
    process Clock(p: Bool) { loop { step beat { } } }
    property P:
    """

  @Test(
    "mean any of what is left out",
    arguments: [
      ("always enabled(send)", true), ("eventually fired(send)", false),
      ("(always eventually fired(send(true))) implies always eventually fired(send)", true),
      ("(always eventually fired(send)) implies always eventually fired(send(true))", false),
      ("always enabled(Clock.beat)", true), ("eventually fired(Clock.beat)", false),
      ("always eventually fired(cells.flip)", true),
      ("forall b in Bool: always eventually fired(cells[b].flip)", true),
      ("always enabled(cells.stay)", true), ("always enabled(cells[true].stay)", true),
      ("eventually fired(cells.stay)", false),
      ("always (fired(cells[true].stay) implies fired(cells.stay))", true),
      ("always (fired(cells.stay) implies fired(cells[true].stay))", false),
      ("always (fired(cells[true].stay(false)) implies fired(cells[true].stay))", true),
      ("always (fired(cells[true].stay) implies fired(cells[true].stay(false)))", false),
      ("always (fired(cells.flip) implies fired(cells[cells[true].n == 0].flip))", false),
      (
        """
        always (fired(cells[cells[true].n == 0].flip) && cells[true].n == 0 \
        implies fired(cells[true].flip))
        """, true
      ),
    ])
  func isAny(claim: String, expected: Bool) throws {
    let spec = try SpecText.check(Self.spec + " " + claim)
    switch LivenessComparison.compare(spec, statesMax: 100) {
    case .tooLarge: Issue.record("too many states")
    case .compared(let differences, let claims, let violated):
      #expect(differences == [])
      #expect(claims == 1)
      #expect((violated == 0) == expected)
    }
  }
}
