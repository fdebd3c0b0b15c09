/// States by their indices, as ranges: a level, mostly, is one or a few.
struct StateRanges {
  private(set) var ranges: [Range<Int>] = []
  /// The states in them.
  private(set) var count = 0

  /// Adds a range; one that begins where the last one ends becomes part of it.
  mutating func append(_ range: Range<Int>) {
    if range.isEmpty { return }
    count += range.count
    if let last = ranges.last, last.upperBound == range.lowerBound {
      ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
    } else {
      ranges.append(range)
    }
  }

  /// Adds a range without some of its states, whose numbers within it ascend.
  mutating func append(_ range: Range<Int>, without left: [Int]) {
    var start = range.lowerBound
    for number in left {
      append(start..<range.lowerBound + number)
      start = range.lowerBound + number + 1
    }
    append(start..<range.upperBound)
  }

  mutating func removeAll() {
    ranges.removeAll(keepingCapacity: true)
    count = 0
  }

  var byteCount: Int { ranges.capacity * 16 }
}

extension StateRanges {
  /// All of several, which have no state in common, in the order of their indices.
  init(joining parts: [StateRanges]) {
    if parts.count == 1 {
      self = parts[0]
      return
    }
    for range in parts.flatMap(\.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      append(range)
    }
  }
}
