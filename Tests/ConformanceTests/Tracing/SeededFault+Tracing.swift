extension SeededFault {
  static let tracing: [SeededFault] = FaultyTracer.Fault.allCases.map { fault in
    transitions(
      of: "Tracing", fault.rawValue, fault.story,
      spec: TracerConformanceTests.spec(spans: 3, traces: 2)
    ) {
      FaultyTracer(fault: fault)
    }
  }
}
