import Engine
import Testing

@Suite("The size of a Büchi automaton")
struct BuchiAutomatonSizeTests {
  private typealias Formula = TemporalFormula

  private static let p = (0..<10).map { Formula.proposition($0) }

  private func size(_ formula: Formula) -> [Int]? {
    BuchiAutomaton(formula, statesMax: 100).map { [$0.transitions.count, $0.acceptanceSetCount] }
  }

  @Test("is that of the textbooks for the usual patterns")
  func textbook() {
    let (p, q) = (Self.p[0], Self.p[1])
    #expect(size(.constant(true)) == [1, 0])
    #expect(size(.always(p)) == [1, 0])
    #expect(size(.eventually(p)) == [2, 1])
    #expect(size(.until(p, q)) == [2, 1])
    #expect(size(.releases(p, q)) == [2, 0])
    #expect(size(.always(.eventually(p))) == [1, 1])
    #expect(size(.eventually(.always(p))) == [2, 1])
    #expect(size(.leadsTo(p, q)) == [2, 1])
    #expect(size(.and(.always(.eventually(p)), .always(.eventually(q)))) == [1, 2])
    #expect(size(.implies(.always(.eventually(p)), .always(.eventually(q)))) == [3, 1])
    #expect(size(.not(.implies(.always(.eventually(p)), .always(.eventually(q))))) == [2, 1])
  }

  @Test("is two states for a trigger without a response, with a loop at first")
  func response() throws {
    let (p, q) = (Self.p[0], Self.p[1])
    let formulas: [Formula] = [.eventually(.and(p, .always(.not(q)))), .not(.leadsTo(p, q))]
    for formula in formulas {
      let automaton = try #require(BuchiAutomaton(formula, statesMax: 2))
      #expect(
        automaton.transitions == [
          [
            .init(required: 0, forbidden: 0, target: 0, acceptance: 0),
            .init(required: 1, forbidden: 2, target: 1, acceptance: 0),
          ],
          [.init(required: 0, forbidden: 2, target: 1, acceptance: 1)],
        ])
    }
  }

  @Test("is the same however a formula is written")
  func rewriting() {
    let (p, q) = (Self.p[0], Self.p[1])
    #expect(size(.and(p, .next(.always(p)))) == [1, 0])
    #expect(size(.or(p, .next(.eventually(p)))) == [2, 1])
    #expect(size(.always(.eventually(.always(.eventually(p))))) == [1, 1])
    #expect(size(.or(.always(.eventually(p)), .always(.eventually(q)))) == [1, 1])
    #expect(size(.and(.eventually(.always(p)), .eventually(.always(q)))) == [2, 1])
    #expect(size(.or(.until(p, q), .always(p))) == [2, 0])
    #expect(size(.until(p, .until(p, q))) == [2, 1])
    #expect(size(.eventually(.until(p, q))) == [2, 1])
  }

  /// The formulas of K. Etessami and G. Holzmann, "Optimizing Büchi automata", CONCUR 2000,
  /// doi:10.1007/3-540-44618-4_13.
  private static let etessamiHolzmann: [Formula] = {
    func later(_ first: Formula, _ second: Formula) -> Formula {
      .and(first, .next(.eventually(second)))
    }
    let often = p.map { Formula.always(.eventually($0)) }
    return [
      .until(p[0], .and(p[1], .always(p[2]))),
      .until(p[0], .and(p[1], .next(.until(p[2], p[3])))),
      .until(
        p[0],
        .and(
          p[1],
          .next(.and(p[2], .eventually(later(p[3], later(p[4], later(p[5], p[6])))))))),
      .eventually(.and(p[0], .next(.always(p[1])))),
      .eventually(.and(p[0], .next(later(p[1], p[2])))),
      .eventually(.and(p[0], .next(.until(p[1], p[2])))),
      .or(.eventually(.always(p[0])), often[1]),
      .always(.implies(p[0], .until(p[1], p[2]))),
      .always(later(p[0], later(p[1], later(p[2], p[3])))),
      often[0..<5].dropFirst().reduce(often[0]) { .and($0, $1) },
      .or(
        .until(p[0], .until(p[1], p[2])),
        .or(.until(p[1], .until(p[2], p[0])), .until(p[2], .until(p[0], p[1])))),
      .always(.implies(p[0], .until(p[1], .or(.always(p[2]), .always(p[3]))))),
    ]
  }()

  @Test("is what Spot's own tests expect of Spot, for these formulas and their negations")
  func spot() {
    let states = Self.etessamiHolzmann.map { size($0)?[0] }
    #expect(states == [2, 3, 7, 2, 4, 3, 3, 2, 1, 1, 2, 4])
    let negations = Self.etessamiHolzmann.map { size(.not($0))?[0] }
    #expect(negations == [4, 4, 8, 2, 3, 2, 2, 3, 5, 6, 2, 6])
  }

  @Test("is what Spot's manual shows of ltl2tgba")
  func manual() {
    let p = Self.p
    #expect(size(.and(.eventually(p[0]), .always(.eventually(p[1])))) == [2, 1])
    #expect(size(.or(.or(.always(p[0]), .always(p[1])), .always(p[2]))) == [4, 0])
  }
}
