/// The power of two choices, as in `specs/components/two-choices.mesh`.
///
/// Source: M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS
/// 12 (2001), doi:10.1109/71.963420.
struct TwoChoicesStateMachine: BalancerStateMachine {
  private let connectionsMax: Int
  private var counts = ConnectionCounts()

  var backends: [Backend] { counts.backends }

  init(connectionsMax: Int) {
    precondition(connectionsMax >= 1, "with \(connectionsMax) connections nobody could be picked")
    self.connectionsMax = connectionsMax
  }

  mutating func update(_ backends: [Backend]) { counts.update(backends) }

  mutating func pick(
    point: UInt64?, drawing random: inout any RandomNumberGenerator & Sendable
  ) -> BalancerChoice? {
    let first = random.index(below: backends.count)
    return pick(first, random.index(below: backends.count))
  }

  /// Of the two at these places, perhaps one and the same, the less busy has the request.
  mutating func pick(_ first: Int, _ second: Int) -> BalancerChoice? {
    let chosen = counts.active(at: second) < counts.active(at: first) ? second : first
    if counts.active(at: chosen) < connectionsMax { return counts.start(at: chosen) }
    // Both have as much as they may. Somebody who has not is looked for rather than drawn again,
    // which ends; nobody is refused while there is one.
    let least = backends.indices.min { counts.active(at: $0) < counts.active(at: $1) } ?? chosen
    return counts.active(at: least) < connectionsMax ? counts.start(at: least) : nil
  }

  mutating func finish(_ slot: Int) { _ = counts.finish(slot) }
}
