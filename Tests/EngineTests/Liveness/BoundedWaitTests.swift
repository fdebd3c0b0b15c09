import TestSupport
import Testing

@testable import Engine

/// Trigger, goal and tick are the propositions 0, 1 and 2.
@Suite("The automaton of a bounded wait")
struct BoundedWaitTests {
  private typealias Formula = TemporalFormula

  private static let trigger = Formula.proposition(0)
  private static let goal = Formula.proposition(1)
  private static let tick = Formula.proposition(2)

  private static func wait(_ ticksMax: Int) -> Formula {
    .bounded(BoundedWait(trigger: trigger, goal: goal, tick: tick, ticksMax: ticksMax))
  }

  /// As the language reference spells it out.
  private static func spelledOut(_ ticksMax: Int) -> Formula {
    let comes = (0..<ticksMax).reduce(Formula.until(.not(tick), goal)) { later, _ in
      .until(.not(tick), .or(goal, .and(tick, .next(later))))
    }
    return .always(.implies(trigger, comes))
  }

  /// All runs with so many positions before the loop and in it.
  private static func runs(stem: Int, loop: Int) -> [LassoWord] {
    var words: [[UInt64]] = [[]]
    for _ in 0..<stem + loop {
      words = words.flatMap { word in (0..<8).map { word + [UInt64($0)] } }
    }
    return words.map { LassoWord(stem: Array($0.prefix(stem)), loop: Array($0.dropFirst(stem))) }
  }

  @Test("A counter accepts the runs that the definition says, each short one", arguments: 0...2)
  func shortRuns(ticksMax: Int) throws {
    let wait = Self.wait(ticksMax)
    let broken = try #require(BuchiAutomaton.counting(.not(wait)))
    let kept = try #require(BuchiAutomaton.counting(wait))
    for (stem, loop) in [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2)] {
      for run in Self.runs(stem: stem, loop: loop) {
        let isKept = run.satisfies(Self.spelledOut(ticksMax))
        #expect(run.satisfies(wait) == isKept, "\(run)")
        #expect(run.isAccepted(by: kept) == isKept, "\(run)")
        #expect(run.isAccepted(by: broken) != isKept, "\(run)")
      }
    }
  }

  @Test("A counter and a tableau accept the same runs, also where something stands around the wait")
  func twins() throws {
    let condition = Formula.or(.proposition(3), .not(Self.goal))
    for ticksMax in 0...4 {
      let (wait, twin) = (Self.wait(ticksMax), Self.spelledOut(ticksMax))
      let pairs: [(Formula, Formula)] = [
        (wait, twin), (.not(wait), .not(twin)),
        (.not(.implies(condition, wait)), .not(.implies(condition, twin))),
        (.and(condition, .not(wait)), .and(condition, .not(twin))),
        // Where it stands deeper, a tableau is all that there is.
        (.eventually(.not(wait)), .not(twin)), (.always(wait), twin),
        (.or(wait, .always(condition)), .or(twin, .always(condition))),
        (.leadsTo(condition, .not(wait)), .leadsTo(condition, .not(twin))),
      ]
      var random = RandomRuns(seed: 20 + UInt64(ticksMax), propositionCount: 4)
      let runs = (0..<40).map { _ in random.lasso(stemMax: 7, loopMax: 3) }
      for (first, second) in pairs {
        let made = try #require(BuchiAutomaton(first, statesMax: 100))
        for run in runs {
          let isSatisfied = run.satisfies(second)
          #expect(run.satisfies(first) == isSatisfied, "\(first) \(run)")
          #expect(run.isAccepted(by: made) == isSatisfied, "\(first) \(run)")
        }
      }
    }
  }

  @Test("Trigger, goal and tick may be any conditions on one position")
  func conditions() throws {
    let names = (0..<4).map(Formula.proposition)
    let waits = [
      BoundedWait(
        trigger: .or(names[0], names[3]), goal: .and(names[1], .not(names[3])),
        tick: .or(.and(names[0], names[2]), .not(names[1])), ticksMax: 2),
      // A tick is the goal, or never comes; the wait is over at once, or never begins.
      BoundedWait(trigger: names[0], goal: names[2], tick: names[2], ticksMax: 1),
      BoundedWait(trigger: names[0], goal: names[1], tick: .constant(false), ticksMax: 3),
      BoundedWait(trigger: names[0], goal: .constant(true), tick: names[2], ticksMax: 1),
      BoundedWait(trigger: .constant(false), goal: names[1], tick: names[2], ticksMax: 1),
      BoundedWait(trigger: .constant(true), goal: .constant(false), tick: names[2], ticksMax: 1),
    ]
    for wait in waits {
      let broken = try #require(BuchiAutomaton.counting(.not(.bounded(wait))))
      let kept = try #require(BuchiAutomaton.counting(.bounded(wait)))
      var random = RandomRuns(seed: 30, propositionCount: 4)
      for _ in 0..<100 {
        let run = random.lasso(stemMax: 6, loopMax: 3)
        let isKept = run.satisfies(.bounded(wait))
        #expect(run.isAccepted(by: kept) == isKept, "\(wait) \(run)")
        #expect(run.isAccepted(by: broken) != isKept, "\(wait) \(run)")
      }
    }
    let never = BuchiAutomaton.counting(.not(.bounded(waits[3])))
    #expect(never?.transitions == [[]])
  }

  @Test("It has a state for each number of ticks that may be left, and three more at most")
  func sizes() throws {
    for ticksMax in [0, 1, 64, 250] {
      let wait = Self.wait(ticksMax)
      // Nothing is waited for; 0 to `ticksMax` ticks are left; too late; it never comes.
      #expect(BuchiAutomaton(.not(wait), statesMax: 512)?.transitions.count == ticksMax + 4)
      #expect(BuchiAutomaton(wait, statesMax: 512)?.transitions.count == ticksMax + 2)
    }
    let isRefused = BuchiAutomaton(.not(Self.wait(250)), statesMax: 250) == nil
    #expect(isRefused)
  }

  @Test("No counter stands for more than conditions")
  func others() {
    let wait = Self.wait(2)
    for formula: Formula in [
      .always(wait), .and(wait, wait), .or(.not(.always(Self.goal)), wait),
      .not(.implies(.next(Self.goal), wait)), .not(Self.goal),
    ] {
      #expect(BuchiAutomaton.counting(formula) == nil, "\(formula)")
    }
    // 3^5 alternatives.
    let many = (0..<5).map { (number: Int) -> Formula in
      .or(.proposition(3 * number), .or(.proposition(3 * number + 1), .proposition(3 * number + 2)))
    }
    let large = many.dropFirst().reduce(many[0]) { .and($0, $1) }
    let wide = BoundedWait(trigger: large, goal: .proposition(15), tick: Self.tick, ticksMax: 1)
    #expect(BuchiAutomaton.counting(.not(.bounded(wide))) == nil)
  }
}
