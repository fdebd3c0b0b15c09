import TestSupport
import Testing

@testable import Engine

@Suite("A table that tells indices")
struct KeySetIndexingTests {
  /// A set with different keys, which stand under the indices 0, 1, 2 …
  private func set(
    _ keys: [[UInt64]], bitCount: Int = 64, hashMask: UInt64 = .max
  ) throws -> KeySet {
    let shape = KeyShape(wordCount: keys[0].count, bitCount: bitCount)
    let set = try #require(KeySet(shape, memoryBytesMax: 1 << 26, hashMask: hashMask))
    var batch = SuccessorBatch(shape, capacity: keys.count)
    for key in keys { batch.append(key) }
    var fresh = StateRanges()
    let isComplete = set.makeRoom(for: batch.count) && set.reserve(batch.count)
    try #require(isComplete)
    #expect(set.insert(batch, fresh: &fresh))
    return set
  }

  private func indices(of keys: [[UInt64]], in set: KeySet) -> [Int] {
    var batch = SuccessorBatch(set.shape, capacity: keys.count)
    for key in keys { batch.append(key) }
    let found = Table<Int>.allocate(repeating: -2, count: keys.count)
    defer { found.deallocate() }
    set.find(batch, into: found)
    return found.array
  }

  /// More than a thousand different keys, small numbers and large ones.
  private func keys(_ wordCount: Int, bitCount: Int = 64) -> [[UInt64]] {
    var random = SplitMix64(seed: 7)
    let mask = UInt64.max >> UInt64(64 - bitCount)
    return (0..<1_500).map { number in
      (0..<wordCount).map { $0 == 0 ? UInt64(number) : random.next() & mask }
    }
  }

  @Test(
    "finds the keys that were wanted, under their indices, and no others",
    arguments: [1, 2, 5], [false, true])
  func finds(wordCount: Int, isWide: Bool) throws {
    let keys = keys(wordCount)
    let set = try set(keys)
    let format = set.indexFormat(keyCount: keys.count / 3 + 1, isWide: isWide)
    #expect(format.isWide == isWide)
    let isThere = set.index(format, cells: set.filledCells) { $0 % 3 == 0 }
    try #require(isThere)
    let strangers = keys.map { key in Array(key.dropLast()) + [key.last! ^ 1 << 40] }
    #expect(indices(of: keys, in: set) == keys.indices.map { $0 % 3 == 0 ? $0 : -1 })
    #expect(indices(of: strangers, in: set).allSatisfy { $0 == -1 })
  }

  @Test("looks at keys where slots do not say all of them", arguments: [false, true])
  func collisions(isWide: Bool) throws {
    // Of the hash six bits are left, so that most keys share theirs with twenty others.
    let keys = keys(2)
    let set = try set(keys, hashMask: 63)
    let isThere = set.index(
      set.indexFormat(keyCount: keys.count, isWide: isWide), cells: set.filledCells
    ) { _ in true }
    try #require(isThere)
    #expect(indices(of: keys, in: set) == Array(keys.indices))
  }

  @Test("is filled by several threads as by one")
  func threads() throws {
    let keys = keys(1, bitCount: 20)
    let set = try set(keys, bitCount: 20)
    let team = ThreadTeam(count: 1)
    let sharing = WorkShare(parts: 2) { work in
      team.start(work)
      work(0)
      team.waitUntilDone()
    }
    let isThere = set.index(
      set.indexFormat(keyCount: keys.count, isWide: true), cells: set.filledCells,
      where: { _ in true }, sharing: sharing)
    try #require(isThere)
    #expect(indices(of: keys, in: set) == Array(keys.indices))
  }
}
