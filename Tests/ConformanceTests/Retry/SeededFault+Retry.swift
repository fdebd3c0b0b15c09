extension SeededFault {
  static let retry: [SeededFault] = FaultyRetry.Fault.allCases.map { fault in
    // The second delay is one that the cap cuts short.
    let parameters = RetryConformanceTests.Parameters(base: 2)
    return transitions(
      of: "RetryPolicy", fault.rawValue, fault.story, lookahead: 1,
      spec: RetryConformanceTests.spec(parameters, errands: 1)
    ) {
      FaultyRetry(fault: fault, parameters: parameters)
    }
  }
}
