extension SeededFault {
  static let retry: [SeededFault] = FaultyRetry.Fault.allCases.map { fault in
    let parameters = RetryConformanceTests.Parameters()
    return transitions(
      of: "RetryPolicy", fault.rawValue, fault.story, lookahead: 1,
      spec: RetryConformanceTests.spec(parameters)
    ) {
      FaultyRetry(fault: fault, parameters: parameters)
    }
  }
}
