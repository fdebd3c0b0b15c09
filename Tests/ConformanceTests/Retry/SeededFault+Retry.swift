extension SeededFault {
  static let retry: [SeededFault] = FaultyRetry.Fault.allCases.map { fault in
    // A budget of one retry shows at once what becomes of it; otherwise the second delay is one
    // that the cap cuts short.
    let isOfTheBudget = fault == .budgetIsTakenInVain || fault == .waitsAreNotCounted
    let parameters =
      isOfTheBudget
      ? RetryConformanceTests.Parameters(cap: 1, deadline: 3, budget: 1)
      : RetryConformanceTests.Parameters(base: 2)
    return transitions(
      of: "RetryPolicy", fault.rawValue, fault.story,
      spec: RetryConformanceTests.spec(parameters, errands: isOfTheBudget ? 2 : 1)
    ) {
      FaultyRetry(fault: fault, parameters: parameters)
    }
  }
}
