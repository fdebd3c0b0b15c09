extension OpenModel {
  static let registry: [OpenModel] = [
    registry(.init(services: 2)),
    registry(.init(services: 2, failures: 3)),
    registry(.init(services: 2, successes: 3)),
    registry(.init(services: 2, lease: 3)),
    registry(.init(services: 1, instances: 3)),
    registry(.init(services: 3, instances: 1)),
    // Two services of three instances under the first parameters have 307,546,874 edges.
    registry(.init(services: 2, instances: 3, failures: 1, successes: 1, lease: 2)),
  ]

  private static func registry(_ parameters: RegistryConformanceTests.Parameters) -> OpenModel {
    OpenModel(
      "registry", parameters.testDescription, RegistryConformanceTests.spec(parameters),
      RegistryConformanceTests.adapter(parameters))
  }

  static let healthCheck: [OpenModel] = [(3, 2), (4, 2), (3, 3)].map { failures, successes in
    OpenModel(
      "health-check", "\(failures) down, \(successes) up",
      HealthCheckConformanceTests.spec(failureThreshold: failures, successThreshold: successes),
      HealthCheckAdapter(failureThreshold: failures, successThreshold: successes))
  }
}
