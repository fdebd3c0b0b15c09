extension OpenModel {
  /// The models of all components.
  static let all: [OpenModel] =
    breakers
    + retry
    + registry
    + healthCheck
    + balancers
    + ring
    + queue
    + metrics
    + tracer
    + protocols
    + mesh
    + microservice
    + performance
}
