/// The instances of a service as a pure state machine: each is of a version, and down, well or ill.
///
/// It knows no lock; the inputs are in `MicroserviceStateMachine+Transition.swift`, under the names
/// that `specs/components/microservice.mesh` gives them.
struct MicroserviceStateMachine: Sendable {
  /// How an instance stands.
  enum Condition: Hashable, Sendable {
    /// Stopped: this is when it can be upgraded.
    case down
    /// Up, and as far as is known able to serve.
    case well
    /// Up, and failing its health check.
    case ill
  }

  struct Instance: Hashable, Sendable {
    var version: Int
    var condition = Condition.well
  }

  var instances: [Instance]

  init(instances: Int, version: Int) {
    self.instances = Array(repeating: Instance(version: version), count: instances)
  }
}
