/// One process that offers a service, and where it is.
///
/// ```swift
/// let instance = ServiceInstance(id: "orders-1", host: "10.0.0.7", port: 8080, weight: 2)
/// ```
public struct ServiceInstance: Hashable, Sendable {
  /// What tells it from other instances of its service.
  public let id: String
  public let host: String
  public let port: UInt16
  /// Its share of the requests, from 1 to `Backend.weightMax`.
  public let weight: Int
  /// Whatever else others should know: a zone, a version.
  public let metadata: [String: String]

  public init(
    id: String, host: String, port: UInt16, weight: Int = 1, metadata: [String: String] = [:]
  ) {
    precondition((1...Backend.weightMax).contains(weight), "\(id) with weight \(weight)")
    self.id = id
    self.host = host
    self.port = port
    self.weight = weight
    self.metadata = metadata
  }
}

/// What probes have said of an instance.
public enum InstanceHealth: Hashable, Sendable {
  /// Nothing yet that would decide.
  case unknown
  case healthy
  case unhealthy
}

/// When probes change an instance's health, and how long an entry lasts without one that passes.
public struct ServiceRegistryConfiguration: Hashable, Sendable {
  /// Failed probes in a row that take an instance out; at least 1.
  public let failureThreshold: Int
  /// Passed probes in a row that bring it in; at least 1.
  public let successThreshold: Int
  /// Time after which an entry is dropped, unless a probe has passed; more than zero.
  public let lease: Duration

  public init(
    failureThreshold: Int = 3, successThreshold: Int = 2, lease: Duration = .seconds(90)
  ) {
    precondition(failureThreshold >= 1, "nobody is ever taken out before a failed probe")
    precondition(successThreshold >= 1, "nobody is brought in without a passed probe")
    precondition(lease > .zero, "a lease of \(lease) is over at once")
    self.failureThreshold = failureThreshold
    self.successThreshold = successThreshold
    self.lease = lease
  }
}

/// The instances of a service that may be called, at one moment.
public struct ServiceSnapshot: Hashable, Sendable {
  public let service: String
  /// Grows with each change of any service; 0 for a service that never had an instance.
  public let version: UInt64
  /// Healthy ones, in the order of their ids.
  public let instances: [ServiceInstance]
}

/// An entry of the registry, to be probed.
///
/// It names one registration: what is reported for it says nothing of whoever registers later
/// under the same id.
public struct RegistryTarget: Hashable, Sendable {
  public let service: String
  public let instance: ServiceInstance
  let registration: UInt64
}
