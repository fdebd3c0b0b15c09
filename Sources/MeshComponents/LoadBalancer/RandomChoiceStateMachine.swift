/// Random choice, as in `specs/components/random-choice.mesh`.
struct RandomChoiceStateMachine: BalancerStateMachine {
  private(set) var backends: [Backend] = []

  mutating func update(_ backends: [Backend]) { self.backends = backends }

  mutating func pick(
    point: UInt64?, drawing random: inout any RandomNumberGenerator & Sendable
  ) -> BalancerChoice? {
    pick(random.index(below: backends.count))
  }

  /// The one at this place has the request.
  func pick(_ drawn: Int) -> BalancerChoice { BalancerChoice(id: backends[drawn].id, slot: drawn) }
}
