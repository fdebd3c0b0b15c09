import Interleavings
import Testing

@Suite("A bounded queue in every order")
struct QueueOrdersTests {
  private func explored(
    _ orders: QueueOrders, by strategy: ExplorationStrategy = .exhaustive(schedulesMax: 200_000)
  ) async -> ExplorationReport {
    await explore(
      strategy, scenario: orders.scenario { capacity, _ in LibraryQueue(capacity: capacity) })
  }

  @Test("hands each message over once and in order, to receivers and senders that wait")
  func handsOver() async {
    let report = await explored(.init(senders: [[1], [2]], receivers: [1, 1]))
    #expect(report.holds, "\(report)")
    // Either sender is first; nobody is refused, and nothing is left.
    #expect(
      Set(report.outcomes.keys) == ["[1, 2] left 0 refused []", "[2, 1] left 0 refused []"],
      "\(report)")
  }

  @Test("makes a sender wait that is ahead of its receiver")
  func waits() async {
    let report = await explored(.init(senders: [[1, 2, 3]], receivers: [2, 1]))
    #expect(report.holds, "\(report)")
    #expect(Set(report.outcomes.keys) == ["[1, 2, 3] left 0 refused []"], "\(report)")
  }

  @Test("gives a message to a cancelled receiver or to the next one, and never to nobody")
  func cancelledReceiver() async {
    let report = await explored(.init(senders: [[1]], receivers: [1], cancelledReceivers: 1))
    #expect(report.holds, "\(report)")
    #expect(Set(report.outcomes.keys) == ["[1] left 0 refused []"], "\(report)")
  }

  @Test("keeps a message for later that its cancelled receiver did not get")
  func onlyCancelledReceiver() async {
    let report = await explored(.init(senders: [[1]], cancelledReceivers: 1))
    #expect(report.holds, "\(report)")
    #expect(
      Set(report.outcomes.keys) == ["[1] left 0 refused []", "[] left 1 refused []"], "\(report)")
  }

  @Test("sends a cancelled sender's message or says that it has not")
  func cancelledSender() async {
    let report = await explored(
      .init(senders: [[1]], receivers: [1], cancelledSenders: [2]))
    #expect(report.holds, "\(report)")
    // The cancelled one is first, or second with its message kept, or refused.
    #expect(
      Set(report.outcomes.keys) == [
        "[1] left 0 refused [2]", "[1] left 1 refused []", "[2] left 1 refused []",
      ], "\(report)")
  }

  @Test(
    "finds no fault in the scenarios that find them, where there is none",
    arguments: HastyQueue.Fault.allCases)
  func faultless(fault: HastyQueue.Fault) async {
    for make in [
      { @Sendable in HastyQueue(fault: nil, capacity: $0) as any OrderedQueue },
      { @Sendable in LibraryQueue(capacity: $0) },
    ] {
      let report = await explore(scenario: fault.orders.scenario { capacity, _ in make(capacity) })
      #expect(report.holds, "\(report)")
    }
  }

  @Test("stands more of all, in as many orders as are asked for", arguments: [1, 2])
  func many(capacity: Int) async {
    let orders = QueueOrders(
      senders: [[1, 2], [3, 4], [5]], receivers: [3, 3], cancelledSenders: [6, 7],
      cancelledReceivers: 2, capacity: capacity)
    for strategy in [
      ExplorationStrategy.random(schedules: 200), .priorities(schedules: 200, depth: 4),
    ] {
      let report = await explored(orders, by: strategy)
      #expect(report.failure == nil, "\(report)")
    }
  }
}
