extension SeededFault {
  static let metrics: [SeededFault] = FaultyMetrics.Fault.allCases.map { fault in
    transitions(
      of: "Metrics", fault.rawValue, fault.story,
      spec: MetricsConformanceTests.spec(.init(names: 1))
    ) {
      FaultyMetrics(fault: fault)
    }
  }
}
