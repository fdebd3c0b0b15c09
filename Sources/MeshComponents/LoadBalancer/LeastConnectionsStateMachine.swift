/// Least connections, as in `specs/components/least-connections.mesh`.
///
/// The first of those with the fewest requests under way is found in a tournament: a tree in which
/// each knot has the better of its two children, so the best of all is at the root, and a count
/// that changes plays again only along its way to the root.
struct LeastConnectionsStateMachine: BalancerStateMachine {
  private let connectionsMax: Int
  private var counts = ConnectionCounts()
  /// Requests under way by place, with places that do not exist at the end as busy as can be.
  private var entrants: [Int] = []
  /// By knot, the place of its winner; the root is 1, and the children of knot k are 2k and 2k + 1.
  private var winners: [Int] = []

  var backends: [Backend] { counts.backends }

  init(connectionsMax: Int) {
    precondition(connectionsMax >= 1, "with \(connectionsMax) connections nobody could be picked")
    self.connectionsMax = connectionsMax
  }

  mutating func update(_ backends: [Backend]) {
    counts.update(backends)
    var width = 1
    while width < backends.count { width *= 2 }
    entrants = backends.indices.map { counts.active(at: $0) }
    entrants += Array(repeating: Int.max, count: width - backends.count)
    winners = Array(repeating: 0, count: width) + Array(0..<width)
    for knot in (1..<width).reversed() { play(knot) }
  }

  mutating func pick(
    point: UInt64?, drawing random: inout any RandomNumberGenerator & Sendable
  ) -> BalancerChoice? {
    pick()
  }

  mutating func pick() -> BalancerChoice? {
    let chosen = winners[1]
    guard entrants[chosen] < connectionsMax else { return nil }
    change(chosen, by: 1)
    return counts.start(at: chosen)
  }

  mutating func finish(_ slot: Int) {
    if let place = counts.finish(slot) { change(place, by: -1) }
  }

  private mutating func change(_ place: Int, by difference: Int) {
    entrants[place] += difference
    var knot = (winners.count / 2 + place) / 2
    while knot >= 1 {
      let before = winners[knot]
      play(knot)
      // Another one won and wins: nothing is different further up.
      if winners[knot] == before && before != place { return }
      knot /= 2
    }
  }

  /// Of two that are equally busy the first wins.
  private mutating func play(_ knot: Int) {
    let first = winners[2 * knot]
    let second = winners[2 * knot + 1]
    winners[knot] = entrants[second] < entrants[first] ? second : first
  }
}
