import Conformance

extension SeededFault {
  static let mesh: [SeededFault] = FaultyMesh.Fault.allCases.map { fault in
    transitions(
      of: "ServiceMesh", fault.rawValue, fault.story,
      // Old news are a memory that the spec does not have.
      coverage: .complete(extraStates: fault == .remembersOldNews ? 1 : 0),
      spec: MeshConformanceTests.spec(members: 2)
    ) {
      FaultyMesh(fault: fault)
    }
  }
}
