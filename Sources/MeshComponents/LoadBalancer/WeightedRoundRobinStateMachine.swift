/// Smooth weighted round robin, as in `specs/components/weighted-round-robin.mesh`.
///
/// At each pick every backend's credit grows by its weight; the one with the most has the request,
/// and pays the sum of all weights. Source: the round-robin balancing of nginx.
struct WeightedRoundRobinStateMachine: BalancerStateMachine {
  private(set) var backends: [Backend] = []
  // Apart from the backends, so that a pick walks through numbers only.
  private var weights: [Int] = []
  private var credits: [Int] = []
  private var total = 0

  /// Credits start anew.
  mutating func update(_ backends: [Backend]) {
    self.backends = backends
    weights = backends.map(\.weight)
    credits = Array(repeating: 0, count: backends.count)
    total = weights.reduce(0, +)
  }

  mutating func pick(
    point: UInt64?, drawing random: inout any RandomNumberGenerator & Sendable
  ) -> BalancerChoice? {
    pick()
  }

  mutating func pick() -> BalancerChoice? {
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
    return BalancerChoice(id: backends[chosen].id, slot: chosen)
  }
}
