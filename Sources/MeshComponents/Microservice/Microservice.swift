import Synchronization

/// A service that runs as a few instances, which are replaced one after the other.
///
/// ```swift
/// let service = Microservice(instances: 3, version: 1)
/// for instance in 0..<3 {
///   service.stop(instance)
///   try service.upgrade(instance, to: 2)
///   service.start(instance)
/// }
/// ```
///
/// A value that shares its state: copies are the same service. It can take a request when an
/// instance that is up and well offers what is asked for. The transitions are in
/// `MicroserviceStateMachine`, which is checked edge by edge against
/// `specs/components/microservice.mesh`.
///
/// Sources: Definition 2.1 of the theory of microservice systems; S. Newman, "Building
/// Microservices", 2015, on independent deployment.
public struct Microservice: Sendable {
  private final class Storage: Sendable {
    let machine: Mutex<MicroserviceStateMachine>

    init(_ machine: MicroserviceStateMachine) { self.machine = Mutex(machine) }
  }

  /// How many instances there are; they are numbered from 0.
  public let instances: Int
  private let storage: Storage

  /// All instances up and well, and of one version.
  /// - Parameter instances: at least 1.
  public init(instances: Int, version: Int = 1) {
    precondition(instances >= 1, "a service of \(instances) instances")
    self.instances = instances
    storage = Storage(MicroserviceStateMachine(instances: instances, version: version))
  }

  /// Stops an instance.
  /// - Returns: false when it is down already.
  @discardableResult
  public func stop(_ instance: Int) -> Bool {
    storage.machine.withLock { $0.stop(instance) }
  }

  /// Puts a later version in place of an instance that is down.
  /// - Throws: `MicroserviceError.isUp` or `.notLater`; nothing is changed then.
  public func upgrade(_ instance: Int, to version: Int) throws(MicroserviceError) {
    try storage.machine.withLock { machine throws(MicroserviceError) in
      try machine.upgrade(instance, to: version)
    }
  }

  /// Starts an instance, which is believed to be well until a check says otherwise.
  /// - Returns: false when it is up already.
  @discardableResult
  public func start(_ instance: Int) -> Bool {
    storage.machine.withLock { $0.start(instance) }
  }

  /// Notes the outcome of an instance's health check.
  /// - Throws: `MicroserviceError.isDown` when the instance was stopped in the meantime.
  public func check(_ instance: Int, passed: Bool) throws(MicroserviceError) {
    try storage.machine.withLock { machine throws(MicroserviceError) in
      try machine.check(instance, passed: passed)
    }
  }

  /// Is there an instance, up and well, for a request for this version of the interface?
  /// - Complexity: O(instances).
  public func canHandle(_ version: Int) -> Bool {
    storage.machine.withLock { $0.canHandle(version) }
  }

  /// The version that an instance is of.
  public func version(of instance: Int) -> Int {
    storage.machine.withLock { $0.instances[instance].version }
  }
}

/// Why an instance cannot be upgraded or checked.
public enum MicroserviceError: Error, Hashable, Sendable {
  /// It must be stopped first.
  case isUp(instance: Int)
  /// It is stopped.
  case isDown(instance: Int)
  /// Versions only grow.
  case notLater(version: Int, than: Int)
}
