extension SeededFault {
  static let performanceModel: [SeededFault] =
    FaultyPercentiles.Fault.allCases.map { fault in
      transitions(
        of: "PerformanceModel", fault.rawValue, fault.story,
        spec: PerformanceModelConformanceTests.percentiles(size: 3, top: 2)
      ) {
        FaultyPercentiles(fault: fault)
      }
    }
    + FaultyStation.Fault.allCases.map { fault in
      transitions(
        of: "PerformanceModel", fault.rawValue, fault.story,
        spec: PerformanceModelConformanceTests.station(servers: 2, room: 3, horizon: 3)
      ) {
        FaultyStation(fault: fault, room: 3, horizon: 3)
      }
    }
}
