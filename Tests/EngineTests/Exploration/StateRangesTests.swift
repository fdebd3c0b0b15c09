import Testing

@testable import Engine

@Suite("Ranges of states")
struct StateRangesTests {
  @Test("that touch become one")
  func touching() {
    var ranges = StateRanges()
    for range in [3..<5, 5..<5, 5..<9, 10..<11] { ranges.append(range) }
    #expect(ranges.ranges == [3..<9, 10..<11])
    #expect(ranges.count == 7)
  }

  @Test(
    "leave states out",
    arguments: [
      ([], [10..<14]), ([0], [11..<14]), ([3], [10..<13]), ([1, 2], [10..<11, 13..<14]),
      ([0, 1, 2, 3], []),
    ] as [([Int], [Range<Int>])])
  func leavingOut(left: [Int], expected: [Range<Int>]) {
    var ranges = StateRanges()
    ranges.append(10..<14, without: left)
    #expect(ranges.ranges == expected)
    #expect(ranges.count == 4 - left.count)
  }
}
