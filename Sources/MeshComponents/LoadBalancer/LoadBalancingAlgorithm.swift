/// How a load balancer chooses; each is a spec in `specs/components/`.
public enum LoadBalancingAlgorithm: Hashable, Sendable {
  /// Each backend in its turn (`round-robin.mesh`). A pick is O(1).
  case roundRobin
  /// In proportion to weights, and well mixed (`weighted-round-robin.mesh`). A pick is O(backends)
  /// in the first round after a change and O(1) from then on; always O(backends) where a round, the
  /// sum of the weights over their greatest common divisor, has more than 65,536 picks.
  case weightedRoundRobin
  /// Whoever has the fewest requests under way, and none has more than `connectionsMax`
  /// (`least-connections.mesh`). A pick is O(log backends).
  case leastConnections(connectionsMax: Int = .max)
  /// The less busy of two that chance has drawn, and none has more than `connectionsMax`
  /// (`two-choices.mesh`). A pick is O(1).
  case twoChoices(connectionsMax: Int = .max)
  /// The one that the request's key belongs to (`hash-balancer.mesh`, `HashRing`), heeding weights.
  /// A pick is O(1) expected.
  case consistentHash(pointsPerWeight: Int = 160)
  /// Any (`random-choice.mesh`). A pick is O(1).
  case random
}

/// What a snapshot changed.
public enum LoadBalancerUpdate: Hashable, Sendable {
  /// So many backends came, and so many went; one with another weight did both.
  case applied(joined: Int, left: Int)
  /// Nothing: it is no newer than what the balancer has.
  case stale
}
