/// Who offers which service, as far as probes and leases say.
///
/// ```swift
/// let registry = ServiceRegistry()
/// registry.register(ServiceInstance(id: "orders-1", host: "10.0.0.7", port: 8080), for: "orders")
/// for target in registry.targets() { registry.report(target, passed: await probe(target)) }
/// registry.discover("orders")
/// ```
///
/// An instance is found once enough probes in a row have passed, taken out after enough have
/// failed, and nothing shorter moves it; a passed probe renews its lease, and an entry whose lease
/// runs out is dropped, so a health checker that has stopped cannot keep the dead in the registry.
/// The rules are those of `specs/components/registry.mesh`, edge by edge.
///
/// A value that shares its state: copies are the same registry. It is read at every call, so
/// reading waits for nobody but other readers of the same few lines; whatever takes time, as
/// probing does, is elsewhere (`HealthChecker`).
public struct ServiceRegistry<C: Clock>: Sendable
where C.Duration == Duration, C.Instant: Sendable {
  private let storage: ServiceRegistryStorage<C>

  /// An empty registry that reads the time from `clock`.
  public init(configuration: ServiceRegistryConfiguration = .init(), clock: C) {
    storage = ServiceRegistryStorage(configuration: configuration, clock: clock)
  }

  /// Takes an instance in, of which nothing is known then.
  /// - Returns: false when the service has one of the same id, which stays as it is.
  @discardableResult
  public func register(_ instance: ServiceInstance, for service: String) -> Bool {
    storage.change { $0.register(instance, for: service, at: $1) }
  }

  /// Takes an instance out at once.
  /// - Returns: false when it was not there.
  @discardableResult
  public func deregister(_ id: String, from service: String) -> Bool {
    storage.change { machine, _ in machine.deregister(id, from: service) }
  }

  /// Takes note of how a probe has ended.
  /// - Returns: the instance's health now; nil when that registration is no more.
  @discardableResult
  public func report(_ target: RegistryTarget, passed: Bool) -> InstanceHealth? {
    storage.change { $0.report(target, passed: passed, at: $1) }
  }

  /// The instances that may be called now.
  /// - Complexity: O(1) while no lease runs out.
  public func discover(_ service: String) -> ServiceSnapshot {
    storage.change { machine, _ in
      machine.snapshots[service] ?? ServiceSnapshot(service: service, version: 0, instances: [])
    }
  }

  /// What is known of an instance; nil when it is not there.
  public func health(of id: String, in service: String) -> InstanceHealth? {
    storage.change { machine, _ in machine.entries[service]?[id]?.health }
  }

  /// An instance's present registration; nil when it is not there.
  public func target(of id: String, in service: String) -> RegistryTarget? {
    storage.change { machine, _ in
      machine.entries[service]?[id].map { RegistryTarget(service: service, $0) }
    }
  }

  /// All registrations, by service and id.
  public func targets() -> [RegistryTarget] {
    storage.change { machine, _ in
      machine.entries.flatMap { service, entries in
        entries.values.map { RegistryTarget(service: service, $0) }
      }
    }.sorted { ($0.service, $0.instance.id) < ($1.service, $1.instance.id) }
  }

  /// Who may be called, and again with each change.
  ///
  /// Versions only grow. Whoever is slow misses what has been superseded meanwhile, and never the
  /// newest. For one reader; ends when that is cancelled, or the last copy of the registry goes.
  public func watch(_ service: String) -> AsyncStream<ServiceSnapshot> { storage.watch(service) }

  /// Drops entries whose leases are over, for the watchers' sake, until the task is cancelled.
  ///
  /// Without it they are dropped all the same when somebody asks, but nobody who waits is told.
  public func run() async { await storage.run() }
}

extension ServiceRegistry where C == ContinuousClock {
  /// An empty registry on the continuous clock.
  public init(configuration: ServiceRegistryConfiguration = .init()) {
    self.init(configuration: configuration, clock: ContinuousClock())
  }
}

extension ServiceRegistry: MeshDirectory {
  public func backends(of service: String) -> MeshBackends {
    let snapshot = discover(service)
    return MeshBackends(
      version: snapshot.version,
      backends: snapshot.instances.map { Backend(id: $0.id, weight: $0.weight) })
  }
}

extension RegistryTarget {
  fileprivate init<Instant>(
    service: String, _ entry: ServiceRegistryStateMachine<Instant>.Entry
  ) {
    self.init(service: service, instance: entry.instance, registration: entry.registration)
  }
}
