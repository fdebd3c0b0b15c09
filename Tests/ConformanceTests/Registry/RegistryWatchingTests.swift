import Interleavings
import MeshComponents
import Synchronization
import Testing

/// Two writers and a watcher, in every order of their steps.
enum RegistryWatching {
  /// Somebody to wait for between two changes.
  actor Turnstile {
    private nonisolated let host: any Actor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
    private var number: UInt64 = 0

    init(on host: any Actor) { self.host = host }

    func pass() -> UInt64 {
      number += 1
      return number
    }
  }

  /// Versions that a watcher of the library's registry sees until the third change, the last.
  @Sendable static func versions(_ simulation: Simulation) async throws -> [UInt64] {
    let registry = ServiceRegistry(
      configuration: .init(failureThreshold: 1, successThreshold: 1), clock: simulation.clock)
    let turnstile = Turnstile(on: simulation.host("turnstile"))
    for id in ["a", "b"] { registry.register(serviceInstance(id), for: "shop") }
    let news = registry.watch("shop")
    let seen = await withTaskGroup(of: [ServiceSnapshot].self) { group in
      for target in registry.targets() {
        group.addTask(name: "writer \(target.instance.id)") {
          registry.report(target, passed: true)
          if target.instance.id == "b" { return [] }
          _ = await turnstile.pass()
          registry.report(target, passed: false)
          return []
        }
      }
      group.addTask(name: "watcher") {
        var seen: [ServiceSnapshot] = []
        for await snapshot in news {
          seen.append(snapshot)
          if snapshot.version == 3 { break }
        }
        return seen
      }
      return await group.reduce([], +)
    }
    try check(seen.last?.instances.map(\.id) == ["b"], "not the newest: \(seen)")
    try check(seen.last == registry.discover("shop"), "not what is discovered: \(seen)")
    return seen.map(\.version)
  }

  /// The same where whoever changes something gets a number, and tells it outside the lock.
  @Sendable static func looseVersions(_ simulation: Simulation) async throws {
    let changes = Turnstile(on: simulation.host("changes"))
    let (news, told) = AsyncStream<UInt64>.makeStream(bufferingPolicy: .bufferingNewest(1))
    await withTaskGroup(of: Void.self) { group in
      for writer in 1...2 {
        group.addTask(name: "writer \(writer)") { told.yield(await changes.pass()) }
      }
    }
    told.finish()
    let last = await news.reduce(0) { $1 }
    try check(last == 2, "the watcher's last is version \(last)")
  }
}

@Suite("A watcher of the registry, in every order")
struct RegistryWatchingTests {
  @Test("sees versions that never go back, and the newest")
  func versions() async {
    let report = await explore(
      expecting: { (versions: [UInt64]) in
        try check(zip(versions, versions.dropFirst()).allSatisfy { $0 < $1 }, "\(versions)")
        try check(versions.last == 3, "\(versions)")
      },
      scenario: RegistryWatching.versions)
    #expect(report.holds, "\(report)")
    // It reads the newest first; then it waits, and is handed the very next; then it may be late.
    #expect(
      Set(report.outcomes.keys) == [
        "[0, 1, 2, 3]", "[0, 1, 3]", "[1, 2, 3]", "[2, 3]", "[3]",
      ], "\(report)")
  }
}
