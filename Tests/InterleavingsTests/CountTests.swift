import Interleavings
import Testing

@Suite("The number of schedules")
struct CountTests {
  private func options(keepsActorOrder: Bool) -> ExplorationOptions {
    ExplorationOptions(keepsActorOrder: keepsActorOrder, countsAllFailures: true)
  }

  @Test("is the one that is counted on paper", arguments: 1...4, [true, false])
  func arrivals(children: Int, keepsActorOrder: Bool) async {
    let twin = CountingTwin(
      children: children, program: [.outside, .put], keepsActorOrder: keepsActorOrder)
    let report = await explore(
      .exhaustive(), options: options(keepsActorOrder: keepsActorOrder),
      scenario: Scenarios.arrivals(children))
    #expect(report.holds && report.isComplete, "\(report)")
    #expect(report.schedules == twin.counts.schedules)
    #expect(report.outcomes.count == (1...children).reduce(1, *), "all orders of arrival")
  }

  @Test("and of those that fail is the one counted on paper", arguments: [true, false])
  func race(keepsActorOrder: Bool) async {
    let twin = CountingTwin(
      children: 2, program: [.outside, .look, .leaveIfFull, .put],
      keepsActorOrder: keepsActorOrder)
    let report = await explore(
      .exhaustive(), options: options(keepsActorOrder: keepsActorOrder),
      scenario: Scenarios.racyQueue)
    #expect(report.verdict == .failed && report.isComplete)
    #expect(
      CountingTwin.Counts(schedules: report.schedules, failures: report.failures) == twin.counts)
  }

  @Test("is that of the orders alone when independent steps may change places", arguments: 1...4)
  func reduced(children: Int) async {
    let report = await explore(
      .exhaustive(reduction: .declared), scenario: Scenarios.arrivals(children))
    let orders = (1...children).reduce(1, *)
    #expect(report.holds, "\(report)")
    #expect(report.schedules == orders && report.outcomes.count == orders)
  }
}
