import Interleavings

/// Scenarios that several tests explore.
enum Scenarios {
  /// Producers that look first and then put: more than the capacity may come in.
  @Sendable static func racyQueue(_ simulation: Simulation) async throws -> Int {
    let queue = RacyQueue(capacity: 1, on: simulation.host("queue"))
    await withTaskGroup(of: Void.self) { group in
      for producer in 1...2 {
        group.addTask(name: "producer \(producer)") {
          let isFull = await queue.isFull
          simulation.note("full: \(isFull)")
          if !isFull { await queue.append(producer) }
        }
      }
    }
    let count = await queue.elements.count
    try check(count <= 1, "over capacity: \(count)")
    return count
  }

  /// The same with one turn for both.
  @Sendable static func queue(_ simulation: Simulation) async throws -> Int {
    let queue = RacyQueue(capacity: 1, on: simulation.host("queue"))
    await withTaskGroup(of: Void.self) { group in
      for producer in 1...2 {
        group.addTask(name: "producer \(producer)") { _ = await queue.offer(producer) }
      }
    }
    return await queue.elements.count
  }

  /// So many children that each leave their number on one actor; the outcome is their order.
  static func arrivals(_ children: Int) -> @Sendable (Simulation) async throws -> [Int] {
    { simulation in
      let queue = RacyQueue(capacity: children, on: simulation.host("queue"))
      await withTaskGroup(of: Void.self) { group in
        for child in 0..<children { group.addTask { await queue.append(child) } }
      }
      return await queue.elements
    }
  }
}
