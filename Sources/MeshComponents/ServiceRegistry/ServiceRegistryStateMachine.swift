/// Who is registered, how healthy they are and who may be called: a pure state machine.
///
/// It is `specs/components/registry.mesh` in Swift. It knows no clock and no lock; the inputs are
/// in `ServiceRegistryStateMachine+Transition.swift`.
struct ServiceRegistryStateMachine<Instant: InstantProtocol>: Sendable
where Instant.Duration == Duration, Instant: Sendable {
  struct Entry: Sendable {
    let instance: ServiceInstance
    /// Which registration this is; each has a number of its own.
    let registration: UInt64
    var health: InstanceHealth = .unknown
    /// Passed probes in a row that have not yet changed the health.
    var passes = 0
    /// Failed probes in a row that have not yet changed the health.
    var misses = 0
    /// The first moment at which it is gone.
    var expiry: Instant
  }

  let configuration: ServiceRegistryConfiguration
  /// By service and id.
  private(set) var entries: [String: [String: Entry]] = [:]
  /// What was published last of each service that ever had a healthy instance.
  private(set) var snapshots: [String: ServiceSnapshot] = [:]
  /// The version of the newest snapshot.
  private(set) var version: UInt64 = 0
  /// No entry is gone before; nil when there is none. A lease that is renewed leaves it as it is.
  private(set) var expiryMin: Instant?
  private var registrations: UInt64 = 0
  /// Services whose healthy instances are others than those of their snapshots.
  private var unpublished: Set<String> = []

  init(configuration: ServiceRegistryConfiguration) { self.configuration = configuration }

  mutating func add(_ instance: ServiceInstance, to service: String, until expiry: Instant) {
    registrations += 1
    entries[service, default: [:]][instance.id] = Entry(
      instance: instance, registration: registrations, expiry: expiry)
    expiryMin = expiryMin.map { min($0, expiry) } ?? expiry
  }

  /// Puts an entry in the place of the one that is there; nil takes that out.
  mutating func set(_ entry: Entry?, _ id: String, of service: String) {
    let wasHealthy = entries[service]?[id]?.health == .healthy
    if wasHealthy != (entry?.health == .healthy) { unpublished.insert(service) }
    entries[service]?[id] = entry
    if entries[service]?.isEmpty == true { entries[service] = nil }
  }

  /// Looks up again when the first entry will be gone.
  mutating func findExpiryMin() {
    expiryMin = entries.values.lazy.flatMap(\.values).map(\.expiry).min()
  }

  /// Publishes who may be called, of the services where that has changed.
  /// - Complexity: O(1) when none has, as after most probes.
  mutating func publish() -> [ServiceSnapshot] {
    if unpublished.isEmpty { return [] }
    let news = unpublished.sorted().map { service in
      version += 1
      let healthy = entries[service, default: [:]].values.filter { $0.health == .healthy }
      return ServiceSnapshot(
        service: service, version: version,
        instances: healthy.map(\.instance).sorted { $0.id < $1.id })
    }
    for snapshot in news { snapshots[snapshot.service] = snapshot }
    unpublished = []
    return news
  }
}
