import MeshComponents
import TestSupport
import Testing

@Suite("Watching a service registry")
struct ServiceRegistryWatchTests {
  private let clock = SteppedClock()

  private func makeRegistry() -> ServiceRegistry<SteppedClock> {
    ServiceRegistry(
      configuration: .init(failureThreshold: 1, successThreshold: 1, lease: .seconds(90)),
      clock: clock)
  }

  private func bringIn(_ id: String, _ registry: ServiceRegistry<SteppedClock>) throws {
    registry.register(ServiceInstance(id: id, host: "localhost", port: 80), for: "orders")
    registry.report(try #require(registry.target(of: id, in: "orders")), passed: true)
  }

  @Test("shows what is there at once, then each change")
  func changes() async throws {
    let registry = makeRegistry()
    try bringIn("a", registry)
    var news = registry.watch("orders").makeAsyncIterator()
    #expect(await news.next() == registry.discover("orders"))
    try bringIn("b", registry)
    #expect(await news.next()?.instances.map(\.id) == ["a", "b"])
    registry.deregister("a", from: "orders")
    #expect(await news.next()?.instances.map(\.id) == ["b"])
  }

  @Test("shows the newest only to whoever is slow")
  func newestOnly() async throws {
    let registry = makeRegistry()
    var news = registry.watch("orders").makeAsyncIterator()
    for id in ["a", "b", "c"] { try bringIn(id, registry) }
    let newest = await news.next()
    #expect(newest?.version == 3 && newest?.instances.map(\.id) == ["a", "b", "c"])
  }

  @Test("says nothing of other services, nor of probes that change nothing")
  func nothingElse() async throws {
    let registry = makeRegistry()
    var news = registry.watch("bills").makeAsyncIterator()
    #expect(await news.next()?.version == 0)
    try bringIn("a", registry)
    registry.register(ServiceInstance(id: "b", host: "localhost", port: 80), for: "bills")
    let target = try #require(registry.target(of: "b", in: "bills"))
    registry.report(target, passed: false)
    registry.report(target, passed: true)
    registry.report(target, passed: true)
    #expect(await news.next()?.version == 2)
    registry.deregister("b", from: "bills")
    #expect(await news.next()?.version == 3)
  }

  @Test("tells each of several watchers")
  func several() async throws {
    let registry = makeRegistry()
    let streams = (1...3).map { _ in registry.watch("orders") }
    try bringIn("a", registry)
    for stream in streams {
      var news = stream.makeAsyncIterator()
      #expect(await news.next()?.version == 1)
    }
  }

  @Test("ends when the registry goes, after its last news")
  func registryGoes() async throws {
    let stream = try {
      let registry = makeRegistry()
      let stream = registry.watch("orders")
      try bringIn("a", registry)
      return stream
    }()
    let versions = await stream.reduce(into: []) { $0.append($1.version) }
    #expect(versions == [1])
  }

  @Test("ends when its reader is cancelled, and the others go on")
  func readerIsCancelled() async throws {
    let registry = makeRegistry()
    let (first, told) = AsyncStream<Void>.makeStream()
    let stream = registry.watch("orders")
    var other = registry.watch("orders").makeAsyncIterator()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in stream { told.yield() } }
      var reading = first.makeAsyncIterator()
      await reading.next()
      group.cancelAll()
    }
    try bringIn("a", registry)
    #expect(await other.next()?.version == 1)
  }

  @Test("hears of a lease that runs out while `run` runs, which ends when it is cancelled")
  func run() async throws {
    let registry = makeRegistry()
    try bringIn("a", registry)
    var news = registry.watch("orders").makeAsyncIterator()
    #expect(await news.next()?.version == 1)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await registry.run() }
      await clock.untilSleeping(1)
      #expect(clock.naps == [.seconds(90)])
      clock.advance(by: .seconds(90))
      let gone = await news.next()
      #expect(gone?.version == 2 && gone?.instances.isEmpty == true)
      group.cancelAll()
    }
    #expect(clock.sleepers == 0)
  }

  @Test("hears in time of an entry that came after `run` lay down")
  func runLooksAgain() async throws {
    let registry = makeRegistry()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await registry.run() }
      await clock.untilSleeping(1)
      clock.advance(by: .seconds(30))
      #expect(throws: Never.self) { try bringIn("a", registry) }
      var news = registry.watch("orders").makeAsyncIterator()
      #expect(await news.next()?.version == 1)
      clock.advance(by: .seconds(60))
      await clock.untilSleeping(1)
      #expect(clock.naps == [.seconds(30)])
      clock.advance(by: .seconds(30))
      #expect(await news.next()?.version == 2)
      group.cancelAll()
    }
  }
}
