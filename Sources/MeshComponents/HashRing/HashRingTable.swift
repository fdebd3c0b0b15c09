/// The points of a ring in order, and an index by their leading bits.
///
/// Points of a good hash function are spread evenly, so with about as many buckets as points the
/// bucket of a key holds one point or two: a look-up reads one place of the index and one of the
/// points, where a binary search over 160,000 points reads seventeen. Points that are not spread
/// evenly cost a binary search in a bucket, at worst in all.
///
/// The index is also how points are sorted: a counting sort by bucket, and then each bucket.
struct HashRingTable: Hashable, Sendable {
  /// One point of one node, ordered by point and, on one point, by owner.
  struct Entry: Hashable, Comparable, Sendable {
    var point: UInt64
    /// The node's place in the order of ids.
    var owner: UInt32

    static func < (first: Entry, second: Entry) -> Bool {
      first.point < second.point || first.point == second.point && first.owner < second.owner
    }
  }

  private(set) var entries: [Entry]
  /// By bucket, the index of its first entry; one more at the end.
  private var starts: [UInt32]
  /// A point without its last so many bits is its bucket.
  private let shift: UInt64

  /// Of entries in any order.
  /// - Complexity: O(entries) where points are spread evenly, else O(entries · log entries).
  init(_ entries: [Entry]) {
    self.init(indexing: entries)
    var next = starts
    // Overwritten place by place; the entries themselves serve as the first filling.
    for entry in entries {
      let bucket = Int(entry.point &>> shift)
      self.entries[Int(next[bucket])] = entry
      next[bucket] += 1
    }
    for bucket in 0..<starts.count - 1 where starts[bucket + 1] - starts[bucket] > 1 {
      sort(Int(starts[bucket])..<Int(starts[bucket + 1]))
    }
  }

  /// Of entries in order.
  /// - Complexity: O(entries).
  init(sorted entries: [Entry]) { self.init(indexing: entries) }

  private init(indexing entries: [Entry]) {
    precondition(entries.count < Int(UInt32.max), "\(entries.count) points are too many")
    self.entries = entries
    let bits = max(1, Int.bitWidth - max(1, entries.count - 1).leadingZeroBitCount)
    shift = UInt64(64 - bits)
    starts = Array(repeating: 0, count: (1 << bits) + 1)
    for entry in entries { starts[Int(entry.point &>> shift) + 1] += 1 }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
  }

  /// The owner of the first point from `point` clockwise.
  func owner(of point: UInt64) -> Int? {
    if entries.isEmpty { return nil }
    let bucket = Int(point &>> shift)
    var low = Int(starts[bucket])
    var high = Int(starts[bucket + 1])
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].point < point { low = middle + 1 } else { high = middle }
    }
    // Where the bucket has none, the next one's first follows; past the top, the very first.
    return Int(entries[low == entries.count ? 0 : low].owner)
  }

  /// Few at a time are inserted in place; more only come of points that are not spread evenly.
  private mutating func sort(_ range: Range<Int>) {
    if range.count > 16 { return entries[range].sort() }
    for index in range.dropFirst() {
      let entry = entries[index]
      var place = index
      while place > range.lowerBound && entry < entries[place - 1] {
        entries[place] = entries[place - 1]
        place -= 1
      }
      entries[place] = entry
    }
  }
}
