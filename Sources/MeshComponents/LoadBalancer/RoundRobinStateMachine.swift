/// Round robin: each backend in its turn, as in `specs/components/round-robin.mesh`.
///
/// It remembers whose turn it is and not how many requests there have been: a count modulo the
/// number of backends gives every turn to another one as soon as that number changes.
struct RoundRobinStateMachine: BalancerStateMachine {
  private(set) var backends: [Backend] = []
  /// The place of the one whose turn it is, among `backends`.
  private var turn = 0
  /// The last one picked, when that was before the last update: the turn is after it.
  private var previous: String?
  private var isPicked = false

  mutating func update(_ backends: [Backend]) {
    if isPicked { previous = self.backends[turn == 0 ? self.backends.count - 1 : turn - 1].id }
    isPicked = false
    self.backends = backends
    turn = 0
    guard let previous else { return }
    turn = backends.firstIndex { isOrdered(previous, $0.id) } ?? 0
  }

  mutating func pick(
    point: UInt64?, drawing random: inout any RandomNumberGenerator & Sendable
  ) -> BalancerChoice? {
    pick()
  }

  mutating func pick() -> BalancerChoice? {
    let chosen = turn
    turn = chosen + 1 == backends.count ? 0 : chosen + 1
    isPicked = true
    return BalancerChoice(id: backends[chosen].id, slot: chosen)
  }
}
