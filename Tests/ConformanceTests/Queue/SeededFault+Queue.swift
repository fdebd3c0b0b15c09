import MeshComponents

extension SeededFault {
  static let queue: [SeededFault] = FaultyQueue.Fault.allCases.map { fault in
    let policy: BoundedQueuePolicy =
      switch fault {
      case .dropsTheNewest: .dropOldest
      case .dropsSilently, .overfills: .reject
      default: .wait
      }
    return transitions(
      of: "BoundedQueue", fault.rawValue, fault.story, lookahead: 1,
      spec: QueueConformanceTests.spec(capacity: 2)
    ) {
      FaultyQueue(fault: fault, capacity: 2, policy: policy)
    }
  }
}
