extension SeededFault {
  /// The faults of all components.
  static let all: [SeededFault] =
    breaker
    + messages
    + metrics
    + microservice
    + performanceModel
    + tracing
    + balancer
    + ring
    + breakerThreads
    + registry
    + retry
    + queue
}
