import MeshComponents

extension SeededFault {
  static let queue: [SeededFault] = FaultyQueue.Fault.allCases.map { fault in
    let policy: BoundedQueuePolicy =
      switch fault {
      case .dropsTheNewest: .dropOldest
      case .dropsSilently, .overfills: .reject
      default: .wait
      }
    // With room for one message the newest is the oldest.
    let capacity = fault == .dropsTheNewest ? 2 : 1
    return transitions(
      of: "BoundedQueue", fault.rawValue, fault.story,
      spec: QueueConformanceTests.spec(capacity: capacity)
        + QueueConformanceTests.choosing(policy)
    ) {
      FaultyQueue(fault: fault, capacity: capacity, policy: policy)
    }
  }
}
