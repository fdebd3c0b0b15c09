import Counterexamples
import MeshCheck
import Testing

@Suite("Verdicts")
struct VerdictTests {
  /// Counts 0, 1, 2, 3, 0 …: four states in a ring.
  private static let ring = """
    var n: 0...3 = 0
    action move() { n = n == 3 ? 0 : n + 1 }

    """

  @Test("of invariants are holds, or violated with the shortest trace")
  func invariants() throws {
    let report = try verified(
      Self.ring + """
        invariant Small: n <= 3
        invariant Smaller: n < 2
        """)
    #expect(report.states == 4)
    #expect(report.transitions == 4)
    #expect(report.depth == 3)
    #expect(report.isComplete)
    #expect(report.verdicts == ["Small: holds", "Smaller: violated", "deadlock: holds"])
    let broken = try report.property("Smaller")
    #expect(broken.trace?.steps.count == 2)
    #expect(broken.line == 4)
    #expect(report.outcome == .notAsExpected)
    #expect(report.verdict == .violated)
  }

  @Test("of step properties are about each step")
  func steps() throws {
    let report = try verified(
      Self.ring + """
        step Up: n == old(n) + 1
        step Near: n <= old(n) + 1
        """)
    #expect(report.verdicts == ["Up: violated", "Near: holds", "deadlock: holds"])
    let trace = try #require(try report.property("Up").trace)
    #expect(trace.steps.count == 4)
    #expect(trace.steps.last?.isMarked == true)
  }

  @Test("of theorems are vacuous when the left side is never true")
  func theorems() throws {
    let report = try verified(
      Self.ring + """
        theorem "1" Some: n == 2 implies n > 1
        theorem "2" None: n > 3 implies n < 0
        theorem Each: forall k in 0...3: n == k implies n <= k
        theorem Wrong: n > 1 implies n > 2
        """)
    #expect(
      report.verdicts == [
        "Some: holds", "None: vacuous", "Each: holds", "Wrong: violated", "deadlock: holds",
      ])
    #expect(try report.property("None").identifier == "2")
    #expect(try report.property("None").reason == "its left side is never true")
  }

  @Test("of reachables are holds with a witness, or unreachable")
  func reachables() throws {
    let report = try verified(
      Self.ring + """
        reachable Three: n == 3
        reachable Four: n + 1 == 5
        """)
    #expect(report.verdicts == ["Three: holds", "Four: unreachable", "deadlock: holds"])
    #expect(try report.property("Three").trace?.steps.count == 3)
    #expect(try report.property("Four").reason == "no reachable state meets it")
  }

  @Test("of unreachables say how near some state came")
  func nearness() throws {
    let report = try verified(
      Self.ring + """
        reachable Far: n > 9 && n != 2
        reachable Near: n >= 1 && n <= 2 && n == 3
        """)
    #expect(report.verdicts == ["Far: unreachable", "Near: unreachable", "deadlock: holds"])
    #expect(try report.property("Far").reason == "no reachable state meets even 'n > 9'")
    #expect(
      try report.property("Near").reason
        == "some state meets 'n >= 1 && n <= 2', but none of these meets 'n == 3'")
  }

  @Test("of measures hold their extremes, each with a witness")
  func measures() throws {
    let report = try verified(Self.ring + "measure twice: 2 * n - 1")
    let measure = try #require(try report.property("twice").measure)
    #expect(measure.least == -1)
    #expect(measure.greatest == 5)
    #expect(measure.leastTrace?.steps.count == 0)
    #expect(measure.greatestTrace?.steps.count == 3)
    #expect(report.outcome == .asExpected)
  }

  @Test("of a state without a step are deadlock, unless it may be the end")
  func deadlock() throws {
    let text = """
      var n: 0...3 = 0
      action move() when n < 3 { n += 1 }

      """
    let stuck = try verified(text)
    #expect(stuck.verdicts == ["deadlock: violated"])
    #expect(try stuck.property("deadlock").trace?.steps.count == 3)
    #expect(stuck.outcome == .notAsExpected)
    #expect(try verified(text + "terminal n == 3").outcome == .asExpected)
    #expect(try verified(text + "expect deadlock").outcome == .asExpected)
  }

  @Test("name rules that nobody wrote down where they are broken")
  func implicit() throws {
    let report = try verified(
      """
      var row: 0...2 = 0
      var q: Queue<0...1, 2> = []
      action up() { row += 1 }
      action put() { q.append(1) }
      action ask() { assert row < 1 }
      """)
    let implicit = report.properties.filter { $0.name != "deadlock" }
    let names = implicit.map { "\($0.name) \($0.kind.rawValue) \($0.verdict.rawValue)" }.sorted()
    #expect(
      names == [
        "assert assertion violated", "q.capacity capacity violated", "row.range range violated",
      ])
    #expect(try report.property("row.range").line == 3)
    #expect(report.outcome == .notAsExpected)
  }

  @Test("of what cannot be evaluated everywhere are inconclusive, beside the rule that it breaks")
  func unevaluable() throws {
    let report = try verified(Self.ring + "invariant Odd: 6 / (n - 2) != 1")
    #expect(
      report.verdicts == ["Odd: inconclusive", "deadlock: holds", "arithmetic: violated"])
    #expect(
      try report.property("Odd").reason == "it cannot be evaluated everywhere: see arithmetic")
    #expect(report.outcome == .notAsExpected)
  }

  @Test("of two properties that break one rule in one function are both inconclusive")
  func unevaluableTogether() throws {
    let report = try verified(
      Self.ring + """
        func small() -> Bool { return 6 / (n - 2) < 9 }
        invariant One: small()
        invariant Two: n < 9 && small()
        invariant Three: n < 9 || small()
        """)
    #expect(
      report.verdicts == [
        "One: inconclusive", "Two: inconclusive", "Three: holds", "deadlock: holds",
        "arithmetic: violated",
      ])
    let trace = try #require(try report.property("arithmetic").trace)
    #expect(trace.explanation?.title == "One has no value")
  }

  @Test("are vacuous when there is no initial state")
  func noInitialState() throws {
    let report = try verified(
      """
      var n: 0...3 = 0
      init { require n > 1 }
      action stay() { }
      invariant Safe: n == 2
      reachable Two: n == 2
      """)
    #expect(report.states == 0)
    #expect(report.verdicts == ["Safe: vacuous", "Two: unreachable", "deadlock: vacuous"])
    #expect(report.outcome == .notAsExpected)
  }

  @Test("of a component's properties come for each key")
  func keys() throws {
    let report = try verified(
      """
      component Cell(top: 1...3 = 2) {
        var n: 0...3 = 0
        action up() when n < top { n += 1 }
        action reset() { n = 0 }
        invariant Low: n <= 1
      }
      enum Side { left, right }
      var cells: [Side: Cell(top: 2)]
      expect states 9
      """)
    #expect(
      report.verdicts == [
        "cells[.left].Low: violated", "cells[.right].Low: violated", "deadlock: holds",
      ])
  }

  @Test("are said to hold within a constraint that kept states from being expanded")
  func constraint() throws {
    let text = Self.ring + "invariant Small: n < 3\n"
    let report = try verified(text + "constraint n < 2")
    #expect(report.states == 3)
    #expect(report.isWithinConstraint)
    #expect(report.isComplete)
    #expect(report.verdicts == ["Small: holds", "deadlock: holds"])
    #expect(try !self.isWithinConstraint(text + "constraint n <= 3"))
  }

  private func isWithinConstraint(_ text: String) throws -> Bool {
    try verified(text).isWithinConstraint
  }
}
