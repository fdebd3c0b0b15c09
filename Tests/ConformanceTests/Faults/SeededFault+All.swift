extension SeededFault {
  /// The faults of all components.
  static let all: [SeededFault] =
    breaker
    + balancer
    + ring
    + breakerThreads
    + retry
    + queue
}
