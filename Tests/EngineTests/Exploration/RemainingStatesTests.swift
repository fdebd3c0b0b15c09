import Testing

@testable import Engine

@Suite("An estimate of what is left")
struct RemainingStatesTests {
  @Test("is the rest of the series when levels shrink evenly")
  func shrinking() {
    // 500 + 250 + 125 + … = 1,000
    #expect(RemainingStates.estimate(levelSizes: [10, 8000, 4000, 2000, 1000]) == 1000)
  }

  @Test("goes by the slowest of the last levels")
  func slowest() {
    // Three quarters at worst: 300 + 225 + … = 1,200
    #expect(RemainingStates.estimate(levelSizes: [4000, 1600, 1200, 400]) == 1200)
  }

  @Test(
    "is not made while levels grow, have just begun to shrink, or hardly do",
    arguments: [
      [], [1], [1, 2, 4, 8], [900, 800, 700], [900, 800, 900, 700, 600], [1000, 999, 998, 997],
      [8, 4, 2, 0],
    ])
  func unknown(sizes: [Int]) {
    #expect(RemainingStates.estimate(levelSizes: sizes) == nil)
  }
}
