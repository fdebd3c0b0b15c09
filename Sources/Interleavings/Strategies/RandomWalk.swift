/// Picks each next step by lot.
struct RandomWalk: Chooser {
  private var generator: SplitMix

  init(seed: UInt64) { generator = SplitMix(seed: seed) }

  mutating func choose(among options: [StepOption]) -> Decision {
    .option(Int.random(in: 0..<options.count, using: &generator))
  }
}
