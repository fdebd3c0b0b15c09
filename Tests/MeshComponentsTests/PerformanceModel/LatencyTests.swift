import TestSupport
import Testing

@testable import MeshComponents

@Suite("Percentiles")
struct LatencyTests {
  /// By the definition itself: the least value that enough are not above.
  static func slow(_ values: [UInt64], _ millionths: Int) -> UInt64? {
    values.sorted().first { value in
      values.count { $0 <= value } * 100_000_000 >= millionths * values.count
    }
  }

  @Test("of the handbook's kind are one of the values, whatever the order they came in")
  func examples() {
    // The example of https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method.
    var latencies = Latencies([35, 20, 15, 50, 40])
    let percentiles = ([5, 30, 40, 50, 100] as [Percentile]).map { latencies.percentile($0) }
    #expect(percentiles == [15, 20, 20, 35, 50])
    latencies.record(1)
    let (least, greatest) = (latencies.percentile(1), latencies.percentile(100))
    #expect(least == 1 && greatest == 50)
    var none = Latencies<Int>()
    let ofNone = none.percentile(50)
    #expect(ofNone == nil)
  }

  @Test("have whole ranks where floating point is a hair too high")
  func ranks() {
    #expect(Percentile(99.9).rank(of: 1_000) == 999)
    #expect(Percentile(99.99).rank(of: 10_000) == 9_999)
    #expect(Percentile(7).rank(of: 100) == 7 && Percentile(55).rank(of: 100) == 55)
    #expect(Percentile(0.000_001).rank(of: 5) == 1)
    #expect(Percentile(100).rank(of: .max) == .max)
  }

  @Test("are those of the definition, and of the histogram within its error", arguments: 0..<40)
  func agree(seed: Int) throws {
    var random = TestSupport.SplitMix64(seed: UInt64(seed))
    let precision = Int.random(in: 1...9, using: &random)
    let size = Int.random(in: 1...200, using: &random)
    // All magnitudes alike.
    let values = (0..<size).map { _ in
      UInt64.random(in: 0...UInt64.max, using: &random) >> UInt64.random(in: 0...63, using: &random)
    }
    var exact = Latencies<UInt64>()
    var halves = [LatencyHistogram(precision: precision), LatencyHistogram(precision: precision)]
    for (index, value) in values.enumerated() {
      exact.record(value)
      halves[index % 2].record(nanoseconds: value)
    }
    var histogram = halves[0]
    histogram.merge(halves[1])
    #expect(histogram.count == size && histogram.greatest == values.max())
    for percent in [0.1, 1, 25, 50, 75, 90, 99, 99.9, 100] {
      let percentile = Percentile(percent)
      let nearest = exact.percentile(percentile)
      let value = try #require(nearest)
      #expect(value == Self.slow(values, percentile.millionths), "seed \(seed)")
      let estimate = try #require(histogram.percentile(percentile))
      #expect(estimate >= value, "seed \(seed), \(percent) percent")
      #expect(
        Double(estimate - value) <= Double(value) * histogram.errorMax,
        "seed \(seed), \(percent) percent: \(estimate) for \(value)")
    }
  }

  @Test("of small values are exact in the histogram, and of none there are none")
  func small() {
    var histogram = LatencyHistogram()
    #expect(histogram.percentile(50) == nil)
    for value in (0..<256).reversed() { histogram.record(nanoseconds: UInt64(value)) }
    for percent in 1...100 {
      let rank = (percent * 256 + 99) / 100
      #expect(histogram.percentile(Percentile(Double(percent))) == UInt64(rank - 1))
    }
    histogram.record(nanoseconds: .max)
    #expect(histogram.percentile(100) == .max)
  }
}
