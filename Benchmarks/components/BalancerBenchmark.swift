import MeshComponents
import Synchronization

/// Picking a backend and ending the request, uncontended.
func balancerBenchmarks() -> [Comparison] {
  [10, 100, 1000].flatMap { count in
    let byHand = BalancerByHand(count)
    return [
      comparison("round robin", .roundRobin, count, byHand.roundRobin),
      comparison("weighted round robin", .weightedRoundRobin, count, byHand.weighted),
      comparison("least connections", .leastConnections(), count, byHand.leastConnections),
      comparison("two choices", .twoChoices(), count, byHand.twoChoices),
      comparison("consistent hash", .consistentHash(), count, byHand.hashed),
      comparison("random", .random, count, byHand.random),
    ]
  }
}

private func comparison(
  _ name: String, _ algorithm: LoadBalancingAlgorithm, _ count: Int,
  _ byHand: @escaping (String) -> Void
) -> Comparison {
  let balancer = LoadBalancer(algorithm)
  balancer.update(
    (0..<count).map { Backend(id: "10.0.0.\($0):80", weight: 1 + $0 % 3) }, version: 1)
  let keys = (0..<1024).map { "user-\($0 &* 7919)" }
  return Comparison(
    name: "LoadBalancer: \(name), \(count) backends",
    component: Measurement(operations: 200_000) { picks in
      for index in 0..<picks {
        guard let lease = balancer.pick(key: keys[index & 1023]) else { return }
        lease.finish()
      }
    },
    byHand: Measurement(operations: 20_000) { picks in
      for index in 0..<picks { byHand(keys[index & 1023]) }
    })
}

/// Balancers as a user writes them: a lock, a list and a dictionary.
private final class BalancerByHand: Sendable {
  private struct State {
    var ids: [String]
    var weights: [String: Int]
    var active: [String: Int] = [:]
    var credits: [String: Int] = [:]
    var count = 0
  }

  private let state: Mutex<State>

  init(_ count: Int) {
    let ids = (0..<count).map { "10.0.0.\($0):80" }
    let weights = ids.enumerated().map { ($1, 1 + $0 % 3) }
    state = Mutex(State(ids: ids, weights: Dictionary(uniqueKeysWithValues: weights)))
  }

  func roundRobin(_ key: String) {
    consume(
      state.withLock { state in
        state.count += 1
        return state.ids[state.count % state.ids.count]
      })
  }

  func weighted(_ key: String) {
    consume(
      state.withLock { state in
        for id in state.ids { state.credits[id, default: 0] += state.weights[id] ?? 1 }
        let chosen = state.ids.max { state.credits[$0] ?? 0 < state.credits[$1] ?? 0 } ?? ""
        state.credits[chosen, default: 0] -= state.weights.values.reduce(0, +)
        return chosen
      })
  }

  func leastConnections(_ key: String) {
    let chosen = state.withLock { state in
      let chosen = state.ids.min { state.active[$0] ?? 0 < state.active[$1] ?? 0 } ?? ""
      state.active[chosen, default: 0] += 1
      return chosen
    }
    state.withLock { $0.active[chosen, default: 0] -= 1 }
  }

  func twoChoices(_ key: String) {
    let chosen = state.withLock { state in
      let first = state.ids[.random(in: 0..<state.ids.count)]
      let second = state.ids[.random(in: 0..<state.ids.count)]
      let chosen = state.active[second] ?? 0 < state.active[first] ?? 0 ? second : first
      state.active[chosen, default: 0] += 1
      return chosen
    }
    state.withLock { $0.active[chosen, default: 0] -= 1 }
  }

  func hashed(_ key: String) {
    consume(
      state.withLock { $0.ids[Int(UInt(bitPattern: key.hashValue) % UInt($0.ids.count))] })
  }

  func random(_ key: String) { consume(state.withLock { $0.ids.randomElement() }) }
}
