extension SeededFault {
  /// The faults of all components.
  static let all: [SeededFault] = breaker + messages
}
