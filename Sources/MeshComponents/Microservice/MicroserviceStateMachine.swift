/// The instances of a service as a pure state machine: each is of a version, and down, unready
/// or ready.
///
/// It knows no lock; the inputs are in `MicroserviceStateMachine+Transition.swift`, under the names
/// that `specs/components/microservice.mesh` gives them.
struct MicroserviceStateMachine: Sendable {
  /// How an instance stands.
  enum Condition: Hashable, Sendable {
    /// Stopped: this is when it can be upgraded.
    case down
    /// Up, and has not passed a readiness check, or failed the last one.
    case unready
    /// Up, and takes requests.
    case ready
  }

  struct Instance: Hashable, Sendable {
    var version: Int
    /// The oldest version of the interface that it still offers.
    var oldest: Int
    var condition = Condition.ready
  }

  var instances: [Instance]

  init(instances: Int, version: Int) {
    self.instances = Array(repeating: Instance(version: version, oldest: version), count: instances)
  }
}
