import Testing

@testable import MeshComponents

/// Draws what it is given.
struct GivenGenerator: RandomNumberGenerator {
  var draws: [UInt64]

  mutating func next() -> UInt64 { draws.removeFirst() }
}

@Suite("Chance")
struct ChanceTests {
  /// The values that Rosetta Code gives for the task "Pseudo-random numbers/Splitmix64".
  @Test("draws the published numbers of SplitMix64")
  func vectors() {
    var random = SplitMix64(seed: 1_234_567)
    let drawn = (0..<5).map { _ in random.next() }
    #expect(
      drawn == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("gives each index an equal part of all draws, and draws again for the one too many")
  func index() {
    // 2^64 is three times a third and one more: 0 is the one too many.
    let third = UInt64.max / 3
    var random = GivenGenerator(draws: [
      0, 1, third, third + 1, 2 * third, 2 * third + 1, 2 * third + 2, .max,
    ])
    let drawn = (0..<7).map { _ in random.index(below: 3) }
    #expect(drawn == [0, 0, 1, 1, 2, 2, 2] && random.draws.isEmpty)
  }
}
