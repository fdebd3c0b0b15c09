import Interleavings
import MeshComponents
import Synchronization
import Testing

/// News on their way to proxies, while services join and leave.
@Suite("The news of a mesh in every order")
struct MeshDeliveryOrdersTests {
  /// A line on which news take a turn of their own, so later ones may overtake; the first is cut.
  private actor Wire: MeshChannel {
    private nonisolated let host: any Actor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
    private var isCut = true

    init(on host: any Actor) { self.host = host }

    struct Cut: Error {}

    func send(_ news: MeshNews, to proxy: MeshProxy) async throws {
      if isCut {
        isCut = false
        throw Cut()
      }
      let before = proxy.news.version
      proxy.receive(news)
      try check(proxy.news.version >= before, "\(proxy.service) went back")
    }
  }

  @Test("reach every proxy in the end, and never take one back")
  func reachAll() async {
    let report = await explore(.automatic(samples: 300, schedulesMax: 1_000)) { simulation in
      let clock = simulation.clock
      let mesh = ServiceMesh(
        channel: Wire(on: simulation.host("wire")), on: simulation.host("mesh"))
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(name: "news") { await mesh.run(retryingEvery: .seconds(1), clock: clock) }
        try await withThrowingTaskGroup(of: Void.self) { changes in
          changes.addTask(name: "joins") { try await mesh.register("orders") }
          changes.addTask(name: "joins and leaves") {
            try await mesh.register("stock")
            await mesh.deregister("stock")
          }
          try await changes.waitForAll()
        }
        // Whatever is to be done without waiting is done before time goes on.
        try await clock.sleep(for: .seconds(10))
        let pending = await mesh.pending
        try check(pending.isEmpty, "\(pending) have not been told")
        let known = await mesh.proxy(of: "orders")?.news.services
        try check(known == ["orders"], "known: \(String(describing: known))")
        group.cancelAll()
      }
    }
    #expect(report.failure == nil, "\(report)")
  }
}
