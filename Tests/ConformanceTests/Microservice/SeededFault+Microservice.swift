extension SeededFault {
  static let microservice: [SeededFault] = FaultyMicroservice.Fault.allCases.map { fault in
    transitions(
      of: "Microservice", fault.rawValue, fault.story,
      spec: MicroserviceConformanceTests.spec(instances: 2, versions: 2)
    ) {
      FaultyMicroservice(fault: fault, instances: 2)
    }
  }
}
