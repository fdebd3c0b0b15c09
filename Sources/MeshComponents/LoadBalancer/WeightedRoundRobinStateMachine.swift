/// Smooth weighted round robin, as in `specs/components/weighted-round-robin.mesh`.
///
/// At each pick every backend's credit grows by its weight; the one with the most has the request,
/// and pays the sum of all weights. Source: the round-robin balancing of nginx.
///
/// After as many picks as the sum of the weights over their greatest common divisor all credits are
/// zero again. So the first round is written down while it is worked out, and the next ones are
/// read: O(1) where working it out is O(backends), which for 1,000 of them takes a microsecond.
struct WeightedRoundRobinStateMachine: BalancerStateMachine {
  private(set) var backends: [Backend] = []
  // Apart from the backends, so that a pick walks through numbers only.
  private var weights: [Int] = []
  private var credits: [Int] = []
  private var total = 0
  /// Picks of a round; 0 where that is too long to be written down.
  private var period = 0
  /// The places picked in this round, or in all of it once there are `period` of them.
  private var round: [Int32] = []
  /// Picks made in this round; never more than are written down.
  private var position = 0

  /// The longest round that is written down, in 256 kB.
  static let periodMax = 65_536

  /// Credits start anew.
  mutating func update(_ backends: [Backend]) {
    self.backends = backends
    weights = backends.map(\.weight)
    credits = Array(repeating: 0, count: backends.count)
    total = weights.reduce(0, +)
    let period = total / max(1, weights.reduce(0, Self.commonDivisor))
    self.period = period <= Self.periodMax ? period : 0
    round = []
    // Now, so that no pick has to allocate.
    round.reserveCapacity(self.period)
    position = 0
  }

  mutating func pick(
    point: UInt64?, drawing random: inout any RandomNumberGenerator & Sendable
  ) -> BalancerChoice? {
    pick()
  }

  mutating func pick() -> BalancerChoice? {
    let chosen: Int
    if position < round.count {
      chosen = Int(round[position])
    } else {
      chosen = upcoming()
      if period > 0 { round.append(Int32(chosen)) }
    }
    if period > 0 { position = position + 1 == period ? 0 : position + 1 }
    return BalancerChoice(id: backends[chosen].id, slot: chosen)
  }

  /// The first with the most credit, once all have theirs; it pays.
  private mutating func upcoming() -> Int {
    var chosen = 0
    var most = Int.min
    for place in credits.indices {
      let credit = credits[place] + weights[place]
      credits[place] = credit
      if credit > most {
        most = credit
        chosen = place
      }
    }
    credits[chosen] -= total
    return chosen
  }

  private static func commonDivisor(_ first: Int, _ second: Int) -> Int {
    var (first, second) = (first, second)
    while second != 0 { (first, second) = (second, first % second) }
    return first
  }
}
