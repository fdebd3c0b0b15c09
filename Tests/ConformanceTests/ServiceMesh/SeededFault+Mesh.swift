extension SeededFault {
  static let mesh: [SeededFault] = FaultyMesh.Fault.allCases.map { fault in
    transitions(
      of: "ServiceMesh", fault.rawValue, fault.story, spec: MeshConformanceTests.spec(members: 2)
    ) {
      FaultyMesh(fault: fault)
    }
  }
}
