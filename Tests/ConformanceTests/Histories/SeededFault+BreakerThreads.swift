extension SeededFault {
  static let breakerThreads: [SeededFault] = RacyBreaker.Fault.allCases.map { fault in
    threads(of: "CircuitBreaker", fault.rawValue, fault.story, spec: BreakerLoad.spec) { number in
      BreakerLoad.round(number, fault: fault)
    }
  }
}
