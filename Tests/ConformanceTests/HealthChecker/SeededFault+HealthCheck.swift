import Interleavings

extension SeededFault {
  static let healthCheck: [SeededFault] = healthCheckResults + healthCheckOrders

  private static let healthCheckResults = FaultyHealthCheck.Fault.allCases.map { fault in
    transitions(
      of: "HealthChecker", fault.rawValue, fault.story,
      spec: HealthCheckConformanceTests.spec(failureThreshold: 3, successThreshold: 2)
    ) {
      FaultyHealthCheck(fault: fault, failureThreshold: 3, successThreshold: 2)
    }
  }

  private static let healthCheckOrders = FaultyChecker.Fault.allCases.map { fault in
    let round: HealthCheckerOrders.Round = { simulation, registry, probe in
      await FaultyChecker(
        fault, registry: registry, probe: probe, on: simulation.host("checker")
      ).probeOnce()
    }
    switch fault {
    case .reportsByName:
      return orders(
        of: "HealthChecker", fault.rawValue, fault.story,
        scenario: HealthCheckerOrders.replacement(round))
    case .oneAfterTheOther:
      return orders(
        of: "HealthChecker", fault.rawValue, fault.story,
        scenario: HealthCheckerOrders.hanging(round))
    }
  }
}
