extension SeededFault {
  static let breaker: [SeededFault] = FaultyBreaker.Fault.allCases.map { fault in
    transitions(
      of: "CircuitBreaker", fault.rawValue, fault.story,
      spec: BreakerConformanceTests.spec(.init())
    ) {
      FaultyBreaker(fault: fault, threshold: 2, cooldown: 2, probes: 1)
    }
  }
}
