import Counterexamples
import MeshCheck
import TestSupport
import Testing

/// What a report says must not depend on what states are without.
@Suite("Verifying narrow states")
struct ReductionTests {
  private static let text = """
    param top: 1...5 = 3
    var limit: 0...7 = top
    var level: 0...7 = 0
    var last: 0...7 = 5
    action up() when level < 7 { last = level
      level += 1 }
    action down() when level > 0 { level -= 1 }
    invariant Low: level < limit
    measure height: level
    """

  private func limits(constants: Bool, unread: Bool) -> VerificationLimits {
    var limits = VerificationLimits(memoryBytesMax: 64 << 20)
    limits.omitsConstants = constants
    limits.omitsUnread = unread
    return limits
  }

  @Test("gives the same verdicts and traces with all of their values")
  func verdicts() throws {
    let text = Self.text
    let complete = try verified(text, limits: limits(constants: false, unread: false))
    let trace = try #require(try complete.property("Low").trace)
    #expect(complete.reduction.sentences == [])
    for (constants, unread) in [(true, false), (false, true), (true, true)] {
      let report = try verified(text, limits: limits(constants: constants, unread: unread))
      #expect(report.verdicts == complete.verdicts)
      let property = try report.property("Low")
      #expect(property.trace?.steps.count == trace.steps.count)
      #expect(report.traceText(of: property)?.contains("last") == true)
      #expect((report.states < complete.states) == unread)
      #expect(report.reduction.constantBits == (constants ? 3 : 0))
      #expect(report.reduction.unreadBits == (unread ? 3 : 0))
    }
    let both = try verified(text)
    #expect(
      both.reduction.sentences == [
        "constants: 3 of 9 bits of a state never change",
        "unread: last (3 of 9 bits); states that differ there only count as one",
      ])
  }

  @Test("keeps every state apart where the file expects a count, and in that run only")
  func counts() throws {
    let text = """
      param top: 1...2 = 1
      var level: 0...1 = 0
      var last: 0...2 = 0
      action up() { last = top
        level = 1 }
      invariant Low: level < 2
      expect states 2 with top = 2
      """
    let reports = try allVerified(text)
    #expect(reports.map(\.reduction.unreadBits) == [2, 0])
    #expect(reports.flatMap { $0.expectations.map(\.result) } == [.met])
  }
}
