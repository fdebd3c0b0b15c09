extension OpenModel {
  static let retry: [OpenModel] = [
    retry(.init()),
    retry(.init(), errands: 3),
    retry(.init(maxRetries: 3)),
    retry(.init(base: 2)),
    retry(.init(cap: 4)),
    retry(.init(deadline: 7)),
    retry(.init(budget: 3)),
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
