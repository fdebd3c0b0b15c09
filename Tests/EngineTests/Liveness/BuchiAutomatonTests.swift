import TestSupport
import Testing

@testable import Engine

@Suite("A Büchi automaton")
struct BuchiAutomatonTests {
  /// Formulas with operators and runs that this test and no other draws.
  struct Draw {
    var seed: UInt64
    var size: Int
    var propositionCount: Int
    var formulaCount: Int
  }

  @Test(
    "accepts the runs that satisfy its formula, and that of the negation the others",
    arguments: [
      Draw(seed: 1, size: 4, propositionCount: 2, formulaCount: 800),
      Draw(seed: 2, size: 7, propositionCount: 3, formulaCount: 500),
      Draw(seed: 3, size: 11, propositionCount: 3, formulaCount: 150),
    ])
  func randomFormulas(draw: Draw) throws {
    var runs = RandomRuns(seed: draw.seed, propositionCount: draw.propositionCount)
    var satisfied = 0
    for _ in 0..<draw.formulaCount {
      let formula = runs.formula(size: draw.size)
      let automaton = try #require(BuchiAutomaton(formula, statesMax: 200))
      let negation = try #require(BuchiAutomaton(.not(formula), statesMax: 200))
      for _ in 0..<3 {
        let run = runs.lasso(stemMax: 3, loopMax: 3)
        let isSatisfied = run.satisfies(formula)
        if isSatisfied { satisfied += 1 }
        #expect(run.isAccepted(by: automaton) == isSatisfied, "\(formula) \(run)")
        #expect(run.isAccepted(by: negation) != isSatisfied, "\(formula) \(run)")
      }
    }
    // Both answers are common.
    #expect(satisfied > draw.formulaCount && satisfied < 2 * draw.formulaCount)
  }

  @Test("is the same for the same formula, and its states are all reached")
  func determinism() throws {
    var runs = RandomRuns(seed: 4, propositionCount: 3)
    for _ in 0..<200 {
      let formula = runs.formula(size: 8)
      let automaton = try #require(BuchiAutomaton(formula, statesMax: 200))
      #expect(automaton == BuchiAutomaton(formula, statesMax: 200))
      let targets = Set(automaton.transitions.joined().map(\.target))
      #expect(targets.union([automaton.initialState]) == Set(automaton.transitions.indices))
    }
  }

  @Test("does not depend on how a process hashes: G (a -> F b) to the letter")
  func exactAutomaton() throws {
    let automaton = try #require(
      BuchiAutomaton(.leadsTo(.proposition(0), .proposition(1)), statesMax: 10))
    #expect(
      automaton.transitions == [
        [
          .init(required: 0, forbidden: 1, target: 0, acceptance: 1),
          .init(required: 3, forbidden: 0, target: 0, acceptance: 1),
          .init(required: 1, forbidden: 2, target: 1, acceptance: 0),
        ],
        [
          .init(required: 2, forbidden: 0, target: 0, acceptance: 1),
          .init(required: 0, forbidden: 2, target: 1, acceptance: 0),
        ],
      ])
    #expect(automaton.initialState == 0)
    #expect(automaton.acceptanceSetCount == 1)
  }

  @Test("of a formula that nothing satisfies is one state without transitions")
  func unsatisfiable() throws {
    let p = TemporalFormula.proposition(0)
    for formula: TemporalFormula in [
      .constant(false), .and(.always(p), .eventually(.not(p))),
      .and(.always(.eventually(p)), .eventually(.always(.not(p)))),
      .always(.and(.next(p), .eventually(.not(.next(p))))),
    ] {
      let automaton = try #require(BuchiAutomaton(formula, statesMax: 10))
      #expect(automaton.transitions == [[]])
    }
  }

  @Test("is refused where it would be too large")
  func limits() {
    let chain = (0..<10).reduce(TemporalFormula.proposition(0)) { inner, _ in .next(inner) }
    #expect(BuchiAutomaton(chain, statesMax: 11) == nil)
    #expect(BuchiAutomaton(chain, statesMax: 12) != nil)
    // 2^20 transitions.
    let fairness = (0..<20).reduce(TemporalFormula.constant(true)) {
      .and($0, .always(.eventually(.proposition($1))))
    }
    #expect(BuchiAutomaton(fairness, statesMax: 1_000) == nil)
    // As many eventualities as there are acceptance sets, and one more.
    var promises = (0..<64).reduce(TemporalFormula.constant(false)) {
      .or($0, .until(.proposition($1), .next(.proposition($1))))
    }
    let isMade = BuchiAutomaton(promises, statesMax: 1_000) != nil
    #expect(isMade)
    let p = TemporalFormula.proposition(0)
    promises = .or(promises, .until(.not(p), .next(.next(p))))
    let isRefused = BuchiAutomaton(promises, statesMax: 1_000) == nil
    #expect(isRefused)
  }

  @Test("can read the last proposition")
  func lastProposition() throws {
    let automaton = try #require(BuchiAutomaton(.always(.proposition(63)), statesMax: 1))
    #expect(
      automaton.transitions == [[.init(required: 1 << 63, forbidden: 0, target: 0, acceptance: 0)]])
  }
}
