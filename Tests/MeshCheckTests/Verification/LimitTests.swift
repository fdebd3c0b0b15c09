import MeshCheck
import Testing

@Suite("Limits")
struct LimitTests {
  private static let text = """
    var n: 0...99 = 0
    action up() when n < 99 { n += 1 }
    action reset() { n = 0 }
    invariant Small: n <= 99
    invariant Tiny: n < 5
    reachable Soon: n == 3
    reachable Late: n == 90
    measure n2: n
    test "up" { up()
      assert n == 1 }

    """

  private func report(_ limits: VerificationLimits) throws -> SpecReport {
    var limits = limits
    limits.memoryBytesMax = limits.memoryBytesMax ?? 64 << 20
    return try verified(Self.text, limits: limits)
  }

  @Test("leave open what they keep from being decided, and nothing else")
  func states() throws {
    let report = try report(VerificationLimits(statesMax: 10))
    #expect(!report.isComplete)
    #expect(report.limit?.name == "states")
    #expect(
      report.verdicts == [
        "Small: inconclusive", "Tiny: violated", "Soon: holds", "Late: inconclusive",
        "n2: inconclusive", "deadlock: inconclusive", "up: holds",
      ])
    #expect(try report.property("Small").reason == "the limit of 10 states was reached")
    #expect(report.coverage == nil)
    #expect(report.outcome == .notAsExpected)
  }

  @Test("of depth are named in levels")
  func depth() throws {
    let report = try report(VerificationLimits(depthMax: 7))
    #expect(try report.property("Late").reason == "the limit of 7 levels was reached")
    #expect(report.depth <= 8)
  }

  @Test("that nothing runs into change nothing")
  func unreached() throws {
    let report = try report(
      VerificationLimits(statesMax: 1000, depthMax: 500, time: .seconds(3600)))
    #expect(report.isComplete)
    #expect(report.states == 100)
    #expect(try report.property("Late").verdict == .holds)
  }

  @Test("make a file inconclusive that would be as expected")
  func outcome() throws {
    let report = try verified(
      Self.text + "expect violated Tiny",
      limits: VerificationLimits(statesMax: 10, memoryBytesMax: 64 << 20))
    #expect(report.outcome == .inconclusive)
    #expect(Outcome.inconclusive.exitCode == 3)
  }

  @Test("are not needed once every property has its verdict and one is a surprise")
  func settled() throws {
    let text = """
      var n: 0...999 = 0
      action up() { n = n == 999 ? 0 : n + 1 }
      invariant Tiny: n < 5

      """
    var limits = VerificationLimits(memoryBytesMax: 64 << 20)
    limits.settledStatesMin = 20
    let early = try verified(text, limits: limits)
    #expect(early.limit == .settled)
    #expect(early.states >= 20)
    #expect(early.states < 100)
    #expect(early.outcome == .notAsExpected)
    // A small model is seen whole all the same.
    #expect(try verified(text).states == 1000)
    // What the file expects is no surprise, and counts need the whole.
    limits.settledStatesMin = 0
    #expect(try verified(text + "expect violated Tiny", limits: limits).isComplete)
    #expect(try verified(text + "expect states 1000", limits: limits).isComplete)
  }
}
