import Interleavings
import MeshComponents
import Testing

@Suite("A lease that runs out, in every order")
struct RegistryLeaseOrdersTests {
  @Test("is over for a renewal that comes when it ends, and its watcher is told so")
  func renewal() async {
    let report = await explore(.exhaustive()) { simulation in
      let clock = simulation.clock
      let registry = ServiceRegistry(
        configuration: .init(failureThreshold: 1, successThreshold: 1, lease: .seconds(10)),
        clock: clock)
      registry.register(serviceInstance("a"), for: "shop")
      guard let target = registry.target(of: "a", in: "shop") else { return "" }
      registry.report(target, passed: true)
      let news = registry.watch("shop")
      return try await withThrowingTaskGroup(of: [ServiceSnapshot].self) { group in
        group.addTask(name: "dropping") {
          await registry.run()
          return []
        }
        group.addTask(name: "watcher") {
          await news.reduce(into: []) { $0.append($1) }
        }
        try await clock.sleep(for: .seconds(9))
        let isRenewed = registry.report(target, passed: true) != nil
        try await clock.sleep(for: .seconds(10))
        simulation.note("due again")
        let isRenewedAgain = registry.report(target, passed: true) != nil
        let found = registry.discover("shop")
        try await clock.sleep(for: .seconds(1))
        group.cancelAll()
        let seen = try await group.reduce(into: []) { $0 += $1 }
        try check(
          zip(seen, seen.dropFirst()).allSatisfy { $0.version < $1.version }, "went back: \(seen)")
        try check(seen.last == found, "watched \(seen), and there is \(found)")
        try check(isRenewedAgain == (found.instances.count == 1), "renewed and not there")
        return "\(isRenewed) \(isRenewedAgain)"
      }
    }
    #expect(report.holds, "\(report)")
    #expect(Set(report.outcomes.keys) == ["true false"], "\(report)")
  }
}
