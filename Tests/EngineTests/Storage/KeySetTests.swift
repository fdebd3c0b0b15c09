import TestSupport
import Testing

@testable import Engine

@Suite("A set of keys")
struct KeySetTests {
  /// States of a few distinct words, so that many are equal and many differ in one word only.
  private func drawnStates(_ count: Int, wordCount: Int, seed: UInt64) -> [[UInt64]] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      (0..<wordCount).map { _ in
        let small = random.next() % 3
        return wordCount == 1 ? random.next() % UInt64(count) : small << (random.next() % 3 * 31)
      }
    }
  }

  /// - Returns: whether no state was left out.
  private func insert(
    _ states: [[UInt64]], into store: KeySet, batchSize: Int = 64, countMax: Int = .max
  ) -> Bool {
    var batch = SuccessorBatch(wordCount: store.wordCount, capacity: batchSize)
    var isComplete = true
    let countBefore = store.count
    var fresh = StateRanges()
    for (index, state) in states.enumerated() {
      batch.append(state)
      guard batch.isFull || index == states.count - 1 else { continue }
      #expect(store.makeRoom(for: batch.count))
      #expect(store.reserve(batch.count))
      isComplete = store.insert(batch, countMax: countMax, fresh: &fresh) && isComplete
      batch.removeAll()
    }
    #expect(fresh.count == store.count - countBefore)
    return isComplete
  }

  private func expectSound(_ store: KeySet, states: Int) {
    #expect(store.count == states)
    #expect(store.firstFlaw() == nil)
  }

  @Test("holds each state once, in the order in which they came", arguments: 1...12)
  func arrival(wordCount: Int) {
    let states = drawnStates(9000, wordCount: wordCount, seed: UInt64(wordCount))
    var seen: Set<[UInt64]> = []
    let expected = states.filter { seen.insert($0).inserted }
    let store = KeySet(wordCount: wordCount, memoryBytesMax: 1 << 26)!
    let isComplete = insert(states, into: store)
    #expect(isComplete)
    expectSound(store, states: expected.count)
    let held = (0..<expected.count).map { store.words(at: $0) }
    #expect(held == expected)
    let hasGrown = store.slotCount > KeySet.initialSlotCount
    #expect(hasGrown == (expected.count > KeySet.initialSlotCount * 3 / 4))
  }

  @Test("grows several times over")
  func growth() {
    let states = drawnStates(200_000, wordCount: 1, seed: 99)
    let store = KeySet(wordCount: 1, memoryBytesMax: 1 << 26)!
    let isComplete = insert(states, into: store, batchSize: 512)
    #expect(isComplete)
    expectSound(store, states: Set(states).count)
    let slotCount = store.slotCount
    #expect(slotCount == 1 << 18)
  }

  @Test("tells states apart although all hash alike", arguments: [0, 7, 0xFFFF_FF00_0000_0000])
  func collisions(hashMask: UInt64) {
    for wordCount in [1, 3] {
      let states = drawnStates(500, wordCount: wordCount, seed: hashMask &+ 1)
      let store = KeySet(wordCount: wordCount, memoryBytesMax: 1 << 26, hashMask: hashMask)!
      let isComplete = insert(states, into: store)
      #expect(isComplete)
      expectSound(store, states: Set(states).count)
      let missing = states.filter { store.index(of: $0) == nil }
      #expect(missing.isEmpty)
      let stranger = store.index(of: Array(repeating: .max, count: wordCount))
      #expect(stranger == nil)
    }
  }

  @Test("stays small while it holds little")
  func small() {
    let bytes = KeySet(wordCount: 1, memoryBytesMax: 1 << 40)!.bytes
    #expect(bytes <= 64 << 10)
  }

  @Test("leaves states out from the number on that it may hold")
  func countMax() {
    let store = KeySet(wordCount: 1, memoryBytesMax: 1 << 26)!
    let states = (0..<100).map { [UInt64($0)] }
    let first = insert(states, into: store, countMax: 100)
    let again = insert(states, into: store, countMax: 100)
    let oneMore = insert([[100]], into: store, countMax: 100)
    #expect([first, again, oneMore] == [true, true, false])
    expectSound(store, states: 100)
  }

  @Test("has no room when that would take more memory than allowed", arguments: [1, 4])
  func memory(wordCount: Int) {
    let memoryBytesMax = 1 << 20
    let store = KeySet(wordCount: wordCount, memoryBytesMax: memoryBytesMax)!
    var batch = SuccessorBatch(wordCount: wordCount, capacity: 100)
    var next = 0
    while store.makeRoom(for: 100) {
      batch.removeAll()
      while !batch.isFull {
        batch.append([UInt64(next)] + Array(repeating: 0, count: wordCount - 1))
        next += 1
      }
      #expect(store.reserve(batch.count))
      var fresh = StateRanges()
      _ = store.insert(batch, fresh: &fresh)
    }
    let peakBytes = store.peakBytes
    #expect(peakBytes <= memoryBytesMax)
    // The table may have been too large to be doubled, and the arena has what is left: then both
    // are full to more than two fifths.
    #expect(next * (8 * wordCount + 16) * 5 / 2 > memoryBytesMax)
    expectSound(store, states: next)
  }

  @Test("is not made when not even its beginning fits", arguments: [(1000, 0), (1 << 20, 1 << 20)])
  func tooLittle(memoryBytesMax: Int, bytesElsewhere: Int) {
    let store = KeySet(
      wordCount: 1, memoryBytesMax: memoryBytesMax, bytesElsewhere: bytesElsewhere)
    let isMade = store != nil
    #expect(!isMade)
  }

  @Test("compares states word by word")
  func order() {
    let store = KeySet(wordCount: 2, memoryBytesMax: 1 << 26)!
    _ = insert([[1, 9], [2, 0], [1, 8], [.max, 0]], into: store)
    let run = store.run(0..<4)
    let order = [(2, 0), (0, 2), (0, 1), (1, 3), (1, 1)].map { first, second in
      run[first].order(run[second].array).signum()
    }
    #expect(order == [-1, 1, -1, -1, 0])
  }
}

@Suite("The hash of a state")
struct StateHashTests {
  /// Counters in any bits of a word are what states look like. 4,096 random values leave about
  /// 4,096/e slots of 4,096 empty, so fewer than half.
  @Test("spreads counters over low and high bits alike", arguments: [0, 13, 26, 39, 52])
  func spread(shift: UInt64) {
    for wordCount in [1, 2, 5] {
      var low: Set<UInt64> = []
      var high: Set<UInt64> = []
      for value in 0..<4096 as Range<UInt64> {
        var words = [UInt64](repeating: 0, count: wordCount)
        words[wordCount / 2] = value << shift
        let hash = StateHash.hash(words)
        low.insert(hash & 4095)
        high.insert(hash >> 52)
      }
      #expect(low.count > 2048, "low bits, \(wordCount) words")
      #expect(high.count > 2048, "high bits, \(wordCount) words")
    }
  }

  @Test("depends on the place of a word")
  func order() {
    #expect(StateHash.hash([1, 2]) != StateHash.hash([2, 1]))
    #expect(StateHash.hash([0]) != StateHash.hash([0, 0]))
  }
}
