extension SeededFault {
  static let ring: [SeededFault] = FaultyRing.Fault.allCases.map { fault in
    transitions(
      of: "HashRing", fault.rawValue, fault.story,
      spec: RingConformanceTests.spec(RingConformanceTests.colliding, points: 4)
    ) {
      FaultyRing(fault: fault, placement: RingConformanceTests.colliding, points: 4)
    }
  }
}
