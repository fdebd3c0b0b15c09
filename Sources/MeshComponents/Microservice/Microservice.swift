import Synchronization

/// A service that runs as a few instances, which are replaced one after the other.
///
/// ```swift
/// let service = Microservice(instances: 3, version: 1)
/// for instance in 0..<3 {
///   service.stop(instance)
///   try service.upgrade(instance, to: 2, offeringSince: 1)
///   service.start(instance)
///   try service.check(instance, passed: await isReady(instance))
/// }
/// ```
///
/// A value that shares its state: copies are the same service. An instance takes requests once it
/// has passed its readiness check, from callers that speak a version of the interface that it
/// offers. The transitions are in `MicroserviceStateMachine`, which is checked edge by edge against
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

  /// All instances ready, of one version, and offering no older one.
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
  /// - Parameter oldest: the oldest version of the interface that the new one still offers.
  /// - Throws: `MicroserviceError.isUp` or `.notLater`; nothing is changed then.
  public func upgrade(
    _ instance: Int, to version: Int, offeringSince oldest: Int
  ) throws(MicroserviceError) {
    precondition(oldest <= version, "version \(version) offers from \(oldest) on")
    try storage.machine.withLock { machine throws(MicroserviceError) in
      try machine.upgrade(instance, to: version, offeringSince: oldest)
    }
  }

  /// Starts an instance, which is not ready before a check has passed.
  /// - Returns: false when it is up already.
  @discardableResult
  public func start(_ instance: Int) -> Bool {
    storage.machine.withLock { $0.start(instance) }
  }

  /// Notes the outcome of an instance's readiness check.
  /// - Throws: `MicroserviceError.isDown` when the instance was stopped in the meantime.
  public func check(_ instance: Int, passed: Bool) throws(MicroserviceError) {
    try storage.machine.withLock { machine throws(MicroserviceError) in
      try machine.check(instance, passed: passed)
    }
  }

  /// Would an instance answer a caller that speaks these versions of the interface?
  public func canHandle(_ instance: Int, _ versions: ClosedRange<Int>) -> Bool {
    storage.machine.withLock { $0.canHandle(instance, versions) }
  }

  /// Is such a caller answered, whichever ready instance it meets?
  /// - Complexity: O(instances).
  public func isServed(_ versions: ClosedRange<Int>) -> Bool {
    storage.machine.withLock { $0.isServed(versions) }
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
