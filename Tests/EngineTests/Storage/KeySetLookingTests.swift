import TestSupport
import Testing

@testable import Engine

@Suite("A set of keys that is filled again")
struct KeySetLookingTests {
  private func batch(_ keys: [[UInt64]], _ shape: KeyShape) -> SuccessorBatch {
    var batch = SuccessorBatch(shape, capacity: keys.count)
    for key in keys { batch.append(key) }
    return batch
  }

  private func insert(_ keys: [[UInt64]], into set: KeySet) {
    var fresh = StateRanges()
    let hasRoom = set.makeRoom(for: keys.count) && set.reserve(keys.count)
    #expect(hasRoom)
    #expect(set.insert(batch(keys, set.shape), fresh: &fresh))
    #expect(fresh.count == keys.count)
  }

  private func answers(_ keys: [[UInt64]], in set: KeySet) -> [Bool] {
    let found = Table<Bool>.allocate(repeating: false, count: keys.count)
    defer { found.deallocate() }
    set.look(for: batch(keys, set.shape), into: found)
    return found.array
  }

  private func keys(_ count: Int, wordCount: Int, bitCount: Int, seed: UInt64) -> [[UInt64]] {
    var random = SplitMix64(seed: seed)
    var seen: Set<[UInt64]> = []
    while seen.count < count {
      seen.insert((0..<wordCount).map { _ in random.next() >> UInt64(64 - bitCount) })
    }
    return seen.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test(
    "knows the keys it has, and none that it had before",
    arguments: [
      (words: 1, bits: 24, mask: UInt64.max), (1, 64, .max), (2, 64, .max), (3, 20, 63),
    ])
  func again(words: Int, bits: Int, mask: UInt64) throws {
    let shape = KeyShape(wordCount: words, bitCount: bits)
    let set = try #require(
      KeySet(shape, memoryBytesMax: 1 << 26, hashMask: mask, placeBits: 6))
    let all = keys(3_000, wordCount: words, bitCount: bits, seed: 3)
    let parts = [Array(all[..<1_200]), Array(all[1_200..<1_300]), Array(all[1_300...])]
    for (turn, part) in parts.enumerated() {
      // Few slots to begin with: the table grows over memory that was in use.
      set.removeAll(placeBits: 6)
      #expect(set.count == 0)
      #expect(answers(all, in: set).allSatisfy { !$0 })
      insert(part, into: set)
      let wanted = Set(part)
      #expect(answers(all, in: set) == all.map { wanted.contains($0) }, "turn \(turn)")
      #expect(set.firstFlaw() == nil)
    }
  }
}
