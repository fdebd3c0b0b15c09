extension OpenModel {
  static let retry: [OpenModel] = [
    retry(.init()),
    retry(.init(), errands: 3),
    retry(.init(base: 2)),
    retry(.init(deadline: 7)),
    retry(.init(budget: 3)),
    // One retry more, or one tick more between two, would meet the deadline first.
    retry(.init(maxRetries: 3, cap: 4, deadline: 7, budget: 3)),
  ]

  private static func retry(
    _ parameters: RetryConformanceTests.Parameters, errands: Int = 2
  ) -> OpenModel {
    OpenModel(
      "retry", "\(parameters.testDescription), \(errands) calls",
      RetryConformanceTests.spec(parameters, errands: errands),
      RetryConformanceTests.adapter(parameters))
  }
}
