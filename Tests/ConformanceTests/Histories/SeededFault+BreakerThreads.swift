extension SeededFault {
  static let breakerThreads: [SeededFault] = RacyBreaker.Fault.allCases.map { fault in
    threads(
      of: "CircuitBreaker", fault.rawValue, fault.story,
      spec: BreakerLoad.spec(threshold: fault.threshold),
      threads: BreakerLoad.threads, rounds: 20_000
    ) { number in
      BreakerLoad.round(number, fault: fault)
    }
  }
}
