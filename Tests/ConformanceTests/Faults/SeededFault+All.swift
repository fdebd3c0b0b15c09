extension SeededFault {
  /// The faults of all components.
  static let all: [SeededFault] =
    breaker
    + mesh
    + meshOrders
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
    + queueOrders
    + healthCheck
}
