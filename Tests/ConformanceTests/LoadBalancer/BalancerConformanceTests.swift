import Conformance
import MeshComponents
import Testing

/// The library's balancers and faulty ones against their specs, edge by edge.
///
/// Where a spec leaves weights or the hash function open, each choice is a part of the model of its
/// own, and a balancer is held to the one that it has.
@Suite("The balancers' open models")
struct BalancerConformanceTests {
  @Test("are obeyed by round robin on every edge", arguments: [3, 4])
  func roundRobin(backends: Int) async throws {
    try await expectObedience(
      of: BalancerAdapter(.roundRobin), to: BalancerSpecs.roundRobin(backends: backends))
  }

  @Test("are obeyed by weighted round robin on every edge, for all weights from 1 to 3")
  func weightedRoundRobin() async throws {
    try await expectObedience(
      ofEach: ChosenPlacement.digits(3, below: 3).map { $0.map { $0 + 1 } },
      to: BalancerSpecs.weightedRoundRobin(backends: 3, heaviest: 3)
    ) { BalancerAdapter(.weightedRoundRobin, weights: $0) }
  }

  @Test(
    "are obeyed by weighted round robin one size up",
    arguments: [[3, 1, 2, 3], [1, 3, 2, 1], [2, 2, 2, 2]])
  func fourWeights(weights: [Int]) async throws {
    try await expectObedience(
      of: BalancerAdapter(.weightedRoundRobin, weights: weights),
      to: BalancerSpecs.weightedRoundRobin(weights: weights))
  }

  @Test("are obeyed by weighted round robin with heavier weights")
  func heavy() async throws {
    try await expectObedience(
      of: BalancerAdapter(.weightedRoundRobin, weights: [5, 1, 1]),
      to: BalancerSpecs.weightedRoundRobin(weights: [5, 1, 1], heaviest: 5))
  }

  @Test("are obeyed by least connections on every edge", arguments: [2, 3])
  func leastConnections(requests: Int) async throws {
    try await expectObedience(
      of: BalancerAdapter(.leastConnections(connectionsMax: requests)),
      to: BalancerSpecs.leastConnections(requests: requests),
      coverage: requests == 2 ? .complete() : .everyEdge)
  }

  @Test("are obeyed by two choices on every edge", arguments: [2, 3])
  func twoChoices(requests: Int) async throws {
    try await expectObedience(
      of: BalancerAdapter(.twoChoices(connectionsMax: requests)),
      to: BalancerSpecs.twoChoices(requests: requests),
      coverage: requests == 2 ? .complete() : .everyEdge)
  }

  @Test("are obeyed by consistent hashing on every edge, for every placement")
  func hashBalancer() async throws {
    try await expectObedience(
      ofEach: ChosenPlacement.all(nodes: 3, replicas: 1, points: 4),
      to: BalancerSpecs.hashBalancer(backends: 3, replicas: 1, points: 4)
    ) { Self.hashing($0, points: 4) }
  }

  @Test("are obeyed by consistent hashing one size up")
  func hashBalancerOfFour() async throws {
    for placement in [
      [[0], [2], [2], [4]], [[4], [0], [3], [0]], [[1], [1], [1], [1]], [[3], [2], [1], [0]],
    ] {
      try await expectHashing(placement, points: 5)
    }
  }

  @Test("are obeyed by random choice on every edge", arguments: [3, 4])
  func randomChoice(backends: Int) async throws {
    try await expectObedience(
      of: BalancerAdapter(.random), to: BalancerSpecs.randomChoice(backends: backends))
  }

  @Test("are obeyed by the balancers that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(of: FaultyTurns(fault: nil), to: BalancerSpecs.roundRobin())
    try await expectObedience(
      of: FaultyTurns(fault: nil, weights: [3, 1, 1]),
      to: BalancerSpecs.weightedRoundRobin(weights: [3, 1, 1]))
    try await expectObedience(
      of: FaultyCounts(fault: nil), to: BalancerSpecs.leastConnections())
    try await expectObedience(
      of: FaultyCounts(fault: nil), to: BalancerSpecs.twoChoices())
    try await expectObedience(
      of: FaultyDraws(fault: nil), to: BalancerSpecs.hashBalancer([[0], [2], [2]]))
    try await expectObedience(
      of: FaultyDraws(fault: nil, placement: []), to: BalancerSpecs.randomChoice())
  }

  @Test("show a shortest run on which a count modulo the members repeats a turn")
  func countModuloMembers() async throws {
    let divergence = try await divergence(
      of: FaultyTurns(fault: .countModuloMembers), from: BalancerSpecs.roundRobin())
    #expect(
      divergence?.description == """
            call           the spec allows   the implementation said
        1   alone.join(1)  true              true
        2   alone.pick()   1                 1
        3   alone.join(0)  true              true
        4   alone.pick()   0                 1   <- differs
        """)
  }

  static func hashing(_ placement: [[Int]], points: Int) -> BalancerAdapter {
    let scale = RingScale.spread(points)
    let chosen = ChosenPlacement(points: placement, scale: scale)
    return BalancerAdapter(scale: scale) { generator in
      LoadBalancer(
        pointsPerWeight: placement[0].count, placement: chosen, random: generator)
    }
  }

  private func expectHashing(_ placement: [[Int]], points: Int) async throws {
    try await expectObedience(
      of: Self.hashing(placement, points: points),
      to: BalancerSpecs.hashBalancer(placement, points: points))
  }
}
