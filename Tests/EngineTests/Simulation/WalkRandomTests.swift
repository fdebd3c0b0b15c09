import Testing

@testable import Engine

@Suite("The random numbers of a walk")
struct WalkRandomTests {
  @Test(
    "are below their bound, each as often as the others to within five standard deviations",
    arguments: [1, 2, 3, 6, 7, 100])
  func uniformity(bound: Int) {
    var random = WalkRandom(seed: 1, walk: 0)
    let draws = 10_000 * bound
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<draws { counts[random.next(below: bound)] += 1 }
    // The variance of a count is n p (1 - p), below n p = 10,000.
    for count in counts { #expect(abs(count - 10_000) <= 500) }
  }

  @Test("are just as even where a bound is no divisor of 2^64, close below it")
  func largeBound() {
    // A remainder by 3/4 of 2^63 would favour the lower numbers by a third.
    var random = WalkRandom(seed: 9, walk: 3)
    let bound = Int.max / 4 * 3
    var low = 0
    for _ in 0..<10_000 where random.next(below: bound) < bound / 2 { low += 1 }
    #expect(abs(low - 5_000) <= 250)
  }

  @Test("differ from walk to walk and from seed to seed, and are the same again")
  func streams() {
    func first(_ seed: UInt64, _ walk: Int) -> [UInt64] {
      var random = WalkRandom(seed: seed, walk: walk)
      return [random.next(), random.next()]
    }
    var seen: Set<[UInt64]> = []
    for seed in 0..<20 {
      for walk in -1..<20 { #expect(seen.insert(first(UInt64(seed), walk)).inserted) }
    }
    #expect(first(7, 11) == first(7, 11))
  }

  @Test(
    "go to walks that shards share out without rest",
    arguments: [(0, 1), (1, 4), (10, 3), (10, 7), (3, 7)])
  func shards(walks: Int, shardCount: Int) {
    var all: [Int] = []
    for shard in 0..<shardCount {
      let settings = SimulationSettings(
        walksMax: walks, depthMax: 1, shard: shard, shardCount: shardCount)
      let own = (0..<settings.walkCount).map(settings.walk)
      #expect(own.allSatisfy { $0 % shardCount == shard })
      all += own
    }
    #expect(all.sorted() == Array(0..<walks))
  }
}
