extension OpenModel {
  static let breakers: [OpenModel] =
    [
      breaker(),
      breaker(calls: 4),
      breaker(.init(threshold: 3, cooldown: 2, probes: 2)),
      breaker(.init(threshold: 2, cooldown: 3, probes: 2)),
      breaker(.init(threshold: 2, cooldown: 2, probes: 3)),
      rateBreaker(),
      rateBreaker(calls: 3),
      rateBreaker(.init(window: 4)),
      rateBreaker(.init(minimum: 3)),
      // No share between these two differs from them in a window of three.
      rateBreaker(.init(percent: 67)),
      rateBreaker(.init(cooldown: 3)),
      rateBreaker(.init(probes: 2)),
    ]

  private static func breaker(
    _ parameters: BreakerConformanceTests.Parameters = .init(threshold: 2, cooldown: 2, probes: 2),
    calls: Int = 3
  ) -> OpenModel {
    OpenModel(
      "breaker", "\(parameters.testDescription), \(calls) calls",
      BreakerConformanceTests.spec(parameters, calls: calls),
      BreakerConformanceTests.adapter(parameters))
  }

  private static func rateBreaker(
    _ parameters: RateBreakerConformanceTests.Parameters = .init(), calls: Int = 2
  ) -> OpenModel {
    OpenModel(
      "rate-breaker", "\(parameters.testDescription), \(calls) calls",
      RateBreakerConformanceTests.spec(parameters, calls: calls),
      RateBreakerConformanceTests.adapter(parameters))
  }
}
