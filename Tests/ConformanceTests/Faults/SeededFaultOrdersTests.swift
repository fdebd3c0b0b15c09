import Interleavings
import Testing

@Suite("A fault that is looked for in every order")
struct SeededFaultOrdersTests {
  /// A stock of one whose takers look before they take.
  private actor Stock {
    private nonisolated let host: any Actor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
    private(set) var left = 1

    init(on host: any Actor) { self.host = host }

    func take() { left -= 1 }

    func takeIfAny() {
      if left > 0 { left -= 1 }
    }
  }

  private func fault(looksFirst: Bool) -> SeededFault {
    .orders(of: "Stock", "look, then take", "two turns for one decision") { simulation in
      let stock = Stock(on: simulation.host("stock"))
      await withTaskGroup(of: Void.self) { group in
        for taker in 1...2 {
          group.addTask(name: "taker \(taker)") {
            guard looksFirst else { return await stock.takeIfAny() }
            let left = await stock.left
            simulation.note("\(left) left")
            if left > 0 { await stock.take() }
          }
        }
      }
      try check(await stock.left == 0, "sold more than there was")
    }
  }

  @Test("is found with its trace, and comes back from its token")
  func found() async throws {
    let finding = try #require(try await fault(looksFirst: true).find())
    #expect(finding.isReplayed && finding.tests > 0)
    #expect(finding.report.contains("taker 2 on stock"), "\(finding.report)")
  }

  @Test("is not found where there is none")
  func notFound() async throws {
    #expect(try await fault(looksFirst: false).find() == nil)
  }
}
