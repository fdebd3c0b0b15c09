import MeshCheck
import Testing

@Suite("Expectations")
struct ExpectationTests {
  private static let ring = """
    param size: 1...9 = 4
    var n: 0...8 = 0
    action move() { n = n == size - 1 ? 0 : n + 1 }
    invariant Small: n < 3

    """

  @Test("of a failure are met by that failure alone")
  func failure() throws {
    let met = try verified(Self.ring + "expect violated Small")
    #expect(met.outcome == .asExpected)
    #expect(try met.property("Small").isExpected)
    #expect(met.verdict == .violated)
    let unmet = try verified(Self.ring + "expect inconclusive Small")
    #expect(unmet.outcome == .notAsExpected)
    #expect(try unmet.property("Small").expectedVerdict == .inconclusive)
    #expect(
      unmet.expectations.map(\.finding) == ["Small is not inconclusive; its verdict is violated"])
  }

  @Test("of counts are compared, and what is found instead is said")
  func counts() throws {
    let report = try verified(
      Self.ring + """
        expect violated Small
        expect states 4
        expect transitions 5
        expect depth 3
        """)
    #expect(report.outcome == .notAsExpected)
    #expect(report.expectations.map(\.result) == [.met, .met, .unmet, .met])
    let unmet = try #require(report.expectations.first { $0.result == .unmet })
    #expect(unmet.finding == "there are 4 transitions, 1 less than expected")
    #expect(unmet.text == "expect transitions 5")
    #expect(unmet.line == 7)
  }

  @Test("of a broken rule fail the file when nothing breaks it")
  func rule() throws {
    let report = try verified(
      Self.ring + """
        expect violated Small
        expect violated n.range
        """)
    #expect(report.outcome == .notAsExpected)
    #expect(report.expectations.last?.finding == "nothing in the spec breaks n.range")
    let broken = try verified(
      """
      var n: 0...2 = 0
      action up() { n += 1 }
      action stay() { }
      expect violated n.range
      """)
    #expect(broken.outcome == .asExpected)
  }

  @Test("with parameters make further runs")
  func furtherRuns() throws {
    let reports = try allVerified(
      Self.ring + """
        expect violated Small
        expect states 4
        expect states 7 with size = 7
        expect depth 6 with size = 7
        expect states 2 with size = 2
        """)
    #expect(reports.map(\.title) == ["spec.mesh", "spec.mesh (size = 7)", "spec.mesh (size = 2)"])
    #expect(reports.map(\.states) == [4, 7, 2])
    #expect(reports.map(\.expectations.count) == [2, 2, 1])
    // Under size 2 nothing breaks `Small`; what the file expects of its defaults is not asked
    // there.
    #expect(reports.map(\.outcome) == [.asExpected, .asExpected, .asExpected])
  }

  @Test("are about the parameters that they speak of, whoever sets them")
  func settings() throws {
    let text =
      Self.ring + """
        expect violated Small
        expect states 5
        expect states 7 with size = 7
        """
    let five = try verified(text, set: ["size": 5])
    #expect(five.expectations.isEmpty)
    #expect(five.outcome == .notAsExpected)
    let seven = try verified(text, set: ["size": 7])
    #expect(seven.expectations.map(\.result) == [.met])
    let four = try verified(text, set: ["size": 4])
    #expect(four.expectations.map(\.result) == [.met, .unmet])
    #expect(!four.showsParameters)
  }

  @Test("of a property with keys are met by any of its keys")
  func keys() throws {
    let text = """
      component Cell(top: 1...3 = 2) {
        var n: 0...3 = 0
        action reset() { n = 0 }
        transition set(v: 0...3) { n = v }
        invariant Low: n <= 1
      }
      enum Side { left, right }
      var cells: [Side: Cell(top: 2)]
      action up() { cells[.left].set(2) }

      """
    let report = try verified(text + "expect violated cells.Low")
    #expect(
      report.verdicts == [
        "cells[.left].Low: violated", "cells[.right].Low: holds", "deadlock: holds",
      ])
    #expect(report.outcome == .asExpected)
  }

  @Test("are left open by a limit")
  func limit() throws {
    let report = try verified(
      Self.ring + "expect states 4",
      limits: VerificationLimits(statesMax: 2, memoryBytesMax: 64 << 20))
    #expect(report.expectations.first?.result == .open)
    #expect(report.outcome == .inconclusive)
  }
}
