import MeshComponents
import TestSupport
import Testing

@Suite("A service registry")
struct ServiceRegistryTests {
  private let clock = SteppedClock()
  private let registry: ServiceRegistry<SteppedClock>

  init() {
    registry = ServiceRegistry(
      configuration: .init(failureThreshold: 3, successThreshold: 2, lease: .seconds(90)),
      clock: clock)
  }

  private func instance(_ id: String, weight: Int = 1) -> ServiceInstance {
    ServiceInstance(id: id, host: "localhost", port: 8080, weight: weight)
  }

  /// Registers an instance and lets probes of it end so.
  @discardableResult
  private func register(
    _ id: String, for service: String = "orders", probes: [Bool] = [true, true]
  ) throws -> RegistryTarget {
    registry.register(instance(id), for: service)
    let target = try #require(registry.target(of: id, in: service))
    for passed in probes { registry.report(target, passed: passed) }
    return target
  }

  private func discovered(_ service: String = "orders") -> [String] {
    registry.discover(service).instances.map(\.id)
  }

  @Test("brings an instance in after enough passes in a row, and out after enough failures")
  func hysteresis() throws {
    let target = try register("a", probes: [])
    #expect(registry.health(of: "a", in: "orders") == .unknown)
    #expect(registry.report(target, passed: true) == .unknown)
    #expect(registry.report(target, passed: false) == .unknown)
    #expect(registry.report(target, passed: true) == .unknown && discovered().isEmpty)
    #expect(registry.report(target, passed: true) == .healthy && discovered() == ["a"])
    for passed in [false, false, true, false, false] {
      #expect(registry.report(target, passed: passed) == .healthy)
    }
    #expect(registry.report(target, passed: false) == .unhealthy && discovered().isEmpty)
  }

  @Test("keeps what it has when an instance registers again")
  func registersAgain() throws {
    try register("a")
    #expect(!registry.register(instance("a", weight: 9), for: "orders"))
    #expect(registry.discover("orders").instances == [instance("a")])
  }

  @Test("tells an instance of one service from that of another")
  func services() throws {
    try register("a")
    try register("a", for: "bills", probes: [true])
    #expect(discovered() == ["a"] && discovered("bills").isEmpty)
    #expect(registry.deregister("a", from: "bills"))
    #expect(discovered() == ["a"] && !registry.deregister("a", from: "bills"))
    #expect(registry.health(of: "a", in: "bills") == nil)
  }

  @Test("drops an entry at the end of its lease, which only a passed probe renews")
  func leases() throws {
    let dead = try register("dead")
    let alive = try register("alive")
    clock.advance(by: .seconds(60))
    registry.report(dead, passed: false)
    registry.report(alive, passed: true)
    clock.advance(by: .seconds(30) - .nanoseconds(1))
    #expect(discovered() == ["alive", "dead"])
    clock.advance(by: .nanoseconds(1))
    #expect(discovered() == ["alive"])
    #expect(registry.health(of: "dead", in: "orders") == nil)
    clock.advance(by: .seconds(60))
    #expect(discovered().isEmpty && registry.targets().isEmpty)
  }

  @Test("drops each entry at the end of its own lease, in whatever order they run out")
  func ownLeases() throws {
    let first = try register("a")
    clock.advance(by: .seconds(10))
    try register("b")
    clock.advance(by: .seconds(10))
    registry.report(first, passed: true)
    clock.advance(by: .seconds(80))
    #expect(discovered() == ["a"])
    clock.advance(by: .seconds(9))
    #expect(discovered() == ["a"])
    clock.advance(by: .seconds(1))
    #expect(discovered().isEmpty)
  }

  @Test("ignores a result that is late: for a registration before, left or run out")
  func lateResults() throws {
    let left = try register("a", probes: [true])
    registry.deregister("a", from: "orders")
    #expect(registry.report(left, passed: true) == nil)
    let second = try register("a", probes: [true])
    #expect(registry.report(left, passed: true) == nil && discovered().isEmpty)
    #expect(registry.report(second, passed: true) == .healthy)
    clock.advance(by: .seconds(90))
    let third = try register("a")
    for _ in 1...3 { #expect(registry.report(second, passed: false) == nil) }
    #expect(registry.report(third, passed: true) == .healthy && discovered() == ["a"])
  }

  @Test("does not let a late result renew another registration's lease")
  func lateRenewal() throws {
    let left = try register("a")
    registry.deregister("a", from: "orders")
    try register("a")
    clock.advance(by: .seconds(89))
    registry.report(left, passed: true)
    clock.advance(by: .seconds(1))
    #expect(discovered().isEmpty)
  }

  @Test("sorts who is discovered and who is to be probed, whatever came first")
  func sorted() throws {
    for id in ["c", "a", "d", "b"] { try register(id) }
    try register("z", for: "bills", probes: [])
    #expect(discovered() == ["a", "b", "c", "d"])
    #expect(registry.targets().map(\.instance.id) == ["z", "a", "b", "c", "d"])
    #expect(registry.targets().map(\.service) == ["bills"] + Array(repeating: "orders", count: 4))
  }

  @Test("gives a new version to each change of who may be called, and to nothing else")
  func versions() throws {
    #expect(registry.discover("orders").version == 0)
    let target = try register("a")
    #expect(registry.discover("orders").version == 1)
    registry.report(target, passed: true)
    registry.report(target, passed: false)
    try register("b", probes: [true, false, false, false])
    #expect(registry.discover("orders").version == 1)
    try register("c", for: "bills")
    #expect(registry.discover("bills").version == 2)
    registry.deregister("b", from: "orders")
    #expect(registry.discover("orders").version == 1)
    registry.deregister("a", from: "orders")
    #expect(registry.discover("orders").version == 3)
    #expect(registry.discover("bills").version == 2)
    clock.advance(by: .seconds(90))
    #expect(registry.discover("bills").version == 4)
    #expect(registry.discover("orders").version == 3)
  }

  @Test("is a directory for the mesh, with weights")
  func directory() throws {
    registry.register(instance("heavy", weight: 3), for: "orders")
    let target = try #require(registry.target(of: "heavy", in: "orders"))
    for _ in 1...2 { registry.report(target, passed: true) }
    let backends = registry.backends(of: "orders")
    #expect(backends.version == 1 && backends.backends == [Backend(id: "heavy", weight: 3)])
  }
}
