/// Consistent hashing as a balancer, as in `specs/components/hash-balancer.mesh`.
struct HashBalancerStateMachine: BalancerStateMachine {
  private(set) var backends: [Backend] = []
  private(set) var ring: HashRing

  init(pointsPerWeight: Int, placement: any HashRingPlacement = XXHash64Placement()) {
    ring = HashRing(pointsPerWeight: pointsPerWeight, placement: placement)
  }

  /// The ring depends on who is in it only, so it is built again as a whole.
  mutating func update(_ backends: [Backend]) {
    self.backends = backends
    ring = HashRing(
      backends.lazy.map { .init(id: $0.id, weight: $0.weight) },
      pointsPerWeight: ring.pointsPerWeight, placement: ring.placement)
  }

  mutating func pick(
    point: UInt64?, drawing random: inout any RandomNumberGenerator & Sendable
  ) -> BalancerChoice? {
    pick(point ?? random.next())
  }

  /// The one that the keys at a point belong to has the request.
  ///
  /// Mutating like all picks: the compiler would copy the whole machine for one that is not.
  mutating func pick(_ point: UInt64) -> BalancerChoice? {
    ring.lookUp(point: point).map { BalancerChoice(id: $0, slot: 0) }
  }
}
