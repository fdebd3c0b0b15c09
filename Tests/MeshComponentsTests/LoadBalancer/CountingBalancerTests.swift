import Testing

@testable import MeshComponents

/// Keeps a lease until it is let go.
final class Request: Sendable {
  let id: String
  private let lease: LoadBalancerLease

  init?(of balancer: LoadBalancer) {
    guard let lease = balancer.pick() else { return nil }
    id = lease.id
    self.lease = lease
  }
}

@Suite("A load balancer that counts requests")
struct CountingBalancerTests {
  static let algorithms: [LoadBalancingAlgorithm] = [
    .leastConnections(connectionsMax: 5), .twoChoices(connectionsMax: 5),
  ]

  @Test("gives the next request to the first of the least busy")
  func leastConnections() {
    let balancer = LoadBalancer(.leastConnections())
    balancer.update(backends("a", "b", "c"), version: 1)
    guard let first = balancer.pick(), let second = balancer.pick() else {
      Issue.record("nobody is picked")
      return
    }
    let ids = [first.id, second.id]
    #expect(ids == ["a", "b"])
    #expect(balancer.picks(2) == ["c", "c"])
    first.finish()
    #expect(balancer.picks(1) == ["a"])
    second.finish()
  }

  @Test("counts a request that is dropped or thrown out of as ended")
  func dropped() {
    let balancer = LoadBalancer(.leastConnections(connectionsMax: 1))
    balancer.update(backends("a"), version: 1)
    #expect(throws: CancellationError.self) {
      let lease = balancer.pick()
      #expect(balancer.picks(1) == ["nobody"])
      if lease != nil { throw CancellationError() }
    }
    #expect(balancer.picks(1) == ["a"])
  }

  @Test("goes on counting requests of a backend that leaves and comes back")
  func comesBack() {
    let balancer = LoadBalancer(.leastConnections())
    balancer.update(backends("a", "b"), version: 1)
    var requests = (0..<4).compactMap { _ in Request(of: balancer) }
    balancer.update(backends("b", "c"), version: 2)
    balancer.update(backends("a", "c"), version: 3)
    #expect(balancer.picks(1) == ["c"])
    requests += (0..<2).compactMap { _ in Request(of: balancer) }
    #expect(requests.suffix(2).map(\.id) == ["c", "c"])
    requests.removeAll { $0.id == "a" }
    #expect(balancer.picks(1) == ["a"])
  }

  @Test("gives out as much as each may have and no more", arguments: algorithms)
  func full(algorithm: LoadBalancingAlgorithm) {
    let balancer = LoadBalancer(algorithm, random: SplitMix64(seed: 5))
    balancer.update((0..<7).map { Backend(id: "\($0)") }, version: 1)
    let requests = (0..<40).compactMap { _ in Request(of: balancer) }
    #expect(requests.count == 35)
    #expect(Dictionary(grouping: requests, by: \.id).values.allSatisfy { $0.count == 5 })
  }

  @Test("agrees with counting by hand through any history", arguments: 0..<20)
  func slowTwin(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let balancer = LoadBalancer(.leastConnections(connectionsMax: 4))
    var members: Set<Int> = []
    var requests: [Request] = []
    for version in 1...400 {
      let id = random.index(below: 13)
      switch random.index(below: 5) {
      case 0:
        members.formSymmetricDifference([id])
        balancer.update(members.map { Backend(id: "\(10 + $0)") }, version: UInt64(version))
      case 1 where !requests.isEmpty:
        requests.remove(at: random.index(below: requests.count))
      default:
        let counts = members.map { member in
          (requests.count { $0.id == "\(10 + member)" }, member)
        }
        let least = counts.min { $0 < $1 }.flatMap { $0.0 < 4 ? "\(10 + $0.1)" : nil }
        let request = Request(of: balancer)
        #expect(request?.id == least, "seed \(seed), step \(version)")
        request.map { requests.append($0) }
      }
    }
  }

  /// With as many requests as backends, n, the busiest of two choices has ln ln n / ln 2 + O(1),
  /// at n = 1024 about 3; of random choice ln n / ln ln n, about 6 (Mitzenmacher 2001).
  @Test("is far more even with two choices than with one", arguments: 0..<10)
  func twoChoices(seed: Int) {
    func busiest(_ algorithm: LoadBalancingAlgorithm) -> Int {
      let balancer = LoadBalancer(algorithm, random: SplitMix64(seed: UInt64(seed)))
      balancer.update((0..<1024).map { Backend(id: "\($0)") }, version: 1)
      let requests = (0..<1024).compactMap { _ in Request(of: balancer) }
      return Dictionary(grouping: requests, by: \.id).values.map(\.count).max() ?? 0
    }
    #expect(busiest(.twoChoices()) <= 4, "seed \(seed)")
    #expect(busiest(.random) >= 5, "seed \(seed)")
  }

  @Test("has counted everything down when tasks that race are done", arguments: algorithms)
  func races(algorithm: LoadBalancingAlgorithm) async {
    let balancer = LoadBalancer(algorithm)
    let all = (0..<8).map { Backend(id: "\($0)") }
    balancer.update(all, version: 1)
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for round in 0..<500 {
            let lease = balancer.pick()
            if task == 0 {
              // Backends leave and come back under the others' requests.
              balancer.update(all.dropFirst(round % 3), version: UInt64(2 + round))
            }
            if round % 16 == 0 { await Task.yield() }
            _ = consume lease
          }
        }
      }
    }
    balancer.update(all, version: 1000)
    let requests = (0..<50).compactMap { _ in Request(of: balancer) }
    #expect(requests.count == 40)
  }

  @Test("gives tasks that race for turns one each")
  func turns() async {
    let balancer = LoadBalancer(.roundRobin)
    balancer.update(backends("a", "b", "c"), version: 1)
    let picks = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<6 { group.addTask { balancer.picks(500) } }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(["a", "b", "c"].map { id in picks.count { $0 == id } } == [1000, 1000, 1000])
  }
}
