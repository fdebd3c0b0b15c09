/// A balancer by its algorithm, as `LoadBalancer` and its leases hold it.
///
/// An enumeration rather than a protocol: through a protocol's witnesses the generic code inside is
/// not specialised, and a pick was measured to take five times as long.
enum LoadBalancerStorage: Sendable {
  case roundRobin(LockedBalancer<RoundRobinStateMachine>)
  case weightedRoundRobin(LockedBalancer<WeightedRoundRobinStateMachine>)
  case leastConnections(LockedBalancer<LeastConnectionsStateMachine>)
  case twoChoices(LockedBalancer<TwoChoicesStateMachine>)
  case consistentHash(LockedBalancer<HashBalancerStateMachine>)
  case random(LockedBalancer<RandomChoiceStateMachine>)

  init(_ algorithm: LoadBalancingAlgorithm, _ random: any RandomNumberGenerator & Sendable) {
    switch algorithm {
    case .roundRobin:
      self = .roundRobin(LockedBalancer(RoundRobinStateMachine(), random))
    case .weightedRoundRobin:
      self = .weightedRoundRobin(LockedBalancer(WeightedRoundRobinStateMachine(), random))
    case .leastConnections(let most):
      self = .leastConnections(
        LockedBalancer(LeastConnectionsStateMachine(connectionsMax: most), random))
    case .twoChoices(let most):
      self = .twoChoices(LockedBalancer(TwoChoicesStateMachine(connectionsMax: most), random))
    case .consistentHash(let points):
      self = .consistentHash(
        LockedBalancer(HashBalancerStateMachine(pointsPerWeight: points), random))
    case .random:
      self = .random(LockedBalancer(RandomChoiceStateMachine(), random))
    }
  }

  /// Must it be told when requests end?
  var isCounting: Bool {
    switch self {
    case .leastConnections, .twoChoices: true
    case .roundRobin, .weightedRoundRobin, .consistentHash, .random: false
    }
  }

  var version: UInt64? {
    switch self {
    case .roundRobin(let balancer): balancer.version
    case .weightedRoundRobin(let balancer): balancer.version
    case .leastConnections(let balancer): balancer.version
    case .twoChoices(let balancer): balancer.version
    case .consistentHash(let balancer): balancer.version
    case .random(let balancer): balancer.version
    }
  }

  /// Backends come by id, one of each.
  func update(_ backends: [Backend], version: UInt64) -> LoadBalancerUpdate {
    switch self {
    case .roundRobin(let balancer): balancer.update(backends, version: version)
    case .weightedRoundRobin(let balancer): balancer.update(backends, version: version)
    case .leastConnections(let balancer): balancer.update(backends, version: version)
    case .twoChoices(let balancer): balancer.update(backends, version: version)
    case .consistentHash(let balancer): balancer.update(backends, version: version)
    case .random(let balancer): balancer.update(backends, version: version)
    }
  }

  func pick(point: UInt64?) -> BalancerChoice? {
    switch self {
    case .roundRobin(let balancer): balancer.pick(point: point)
    case .weightedRoundRobin(let balancer): balancer.pick(point: point)
    case .leastConnections(let balancer): balancer.pick(point: point)
    case .twoChoices(let balancer): balancer.pick(point: point)
    case .consistentHash(let balancer): balancer.pick(point: point)
    case .random(let balancer): balancer.pick(point: point)
    }
  }

  func finish(_ slot: Int) {
    switch self {
    case .roundRobin(let balancer): balancer.finish(slot)
    case .weightedRoundRobin(let balancer): balancer.finish(slot)
    case .leastConnections(let balancer): balancer.finish(slot)
    case .twoChoices(let balancer): balancer.finish(slot)
    case .consistentHash(let balancer): balancer.finish(slot)
    case .random(let balancer): balancer.finish(slot)
    }
  }
}
