extension ServiceRegistryStateMachine {
  /// An instance registers for a service; false when it is already there.
  ///
  /// It is unknown until enough probes have passed, so nobody is called on its own word.
  mutating func register(_ instance: ServiceInstance, for service: String, at now: Instant) -> Bool
  {
    guard entries[service]?[instance.id] == nil else { return false }
    add(instance, to: service, until: now.advanced(by: configuration.lease))
    return true
  }

  /// An instance leaves a service; false when it was not there.
  mutating func deregister(_ id: String, from service: String) -> Bool {
    guard entries[service]?[id] != nil else { return false }
    set(nil, id, of: service)
    return true
  }

  /// A probe of an entry has ended; nil when that is gone, and then the result says nothing.
  mutating func report(_ target: RegistryTarget, passed: Bool, at now: Instant) -> InstanceHealth? {
    guard var entry = entries[target.service]?[target.instance.id],
      entry.registration == target.registration
    else { return nil }
    if passed {
      entry.pass(configuration, until: now.advanced(by: configuration.lease))
    } else {
      entry.miss(configuration)
    }
    set(entry, target.instance.id, of: target.service)
    return entry.health
  }

  /// Drops the entries whose leases are over.
  mutating func expire(at now: Instant) {
    guard let expiryMin, expiryMin <= now else { return }
    for (service, instances) in entries {
      for (id, entry) in instances where entry.expiry <= now { set(nil, id, of: service) }
    }
    findExpiryMin()
  }
}

extension ServiceRegistryStateMachine.Entry {
  /// Only a passed probe is a sign of life. One in the row of failures ends that row.
  fileprivate mutating func pass(
    _ configuration: ServiceRegistryConfiguration, until expiry: Instant
  ) {
    misses = 0
    self.expiry = expiry
    if health == .healthy { return }
    passes += 1
    if passes == configuration.successThreshold {
      health = .healthy
      passes = 0
    }
  }

  fileprivate mutating func miss(_ configuration: ServiceRegistryConfiguration) {
    passes = 0
    if health == .unhealthy { return }
    misses += 1
    if misses == configuration.failureThreshold {
      health = .unhealthy
      misses = 0
    }
  }
}
