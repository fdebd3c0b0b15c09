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
    var batch = SuccessorBatch(store.shape, capacity: batchSize)
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
    let store = KeySet(KeyShape(wordCount: wordCount), memoryBytesMax: 1 << 26)!
    let slotCount = store.slotCount
    let isComplete = insert(states, into: store)
    #expect(isComplete)
    expectSound(store, states: expected.count)
    let held = (0..<expected.count).map { store.words(at: $0) }
    #expect(held == expected)
    let hasGrown = store.slotCount > slotCount
    #expect(hasGrown == (expected.count > slotCount * 3 / 4))
  }

  @Test("grows several times over")
  func growth() {
    let states = drawnStates(200_000, wordCount: 1, seed: 99)
    let store = KeySet(KeyShape(wordCount: 1), memoryBytesMax: 1 << 26)!
    let isComplete = insert(states, into: store, batchSize: 512)
    #expect(isComplete)
    expectSound(store, states: Set(states).count)
    let slotCount = store.slotCount
    #expect(slotCount == 1 << 18)
  }

  /// Keys of a few bits more or less than a slot holds, with narrow slots and wide ones.
  @Test(
    "is sound each time that its table has grown, whatever its slots hold",
    arguments: [13, 40, 41, 64], [12, 13, SlotFormat.narrowPlaceBitsMax])
  func forms(bitCount: Int, narrowPlaceBitsMax: Int) {
    for (wordCount, givesIndices) in [(1, false), (1, true), (2, false)] {
      let store = KeySet(
        KeyShape(wordCount: wordCount, bitCount: bitCount), memoryBytesMax: 1 << 26,
        givesIndices: givesIndices, narrowPlaceBitsMax: narrowPlaceBitsMax)!
      var random = SplitMix64(seed: UInt64(bitCount))
      var seen: Set<UInt64> = []
      for _ in 0..<3 {
        let words = (0..<3000).map { _ in random.next() >> UInt64(64 - bitCount) }
        seen.formUnion(words)
        let rest = Array(repeating: UInt64(7), count: wordCount - 1)
        let isComplete = insert(words.map { [$0] + rest }, into: store)
        #expect(isComplete)
        expectSound(store, states: seen.count)
        let format = store.table.format
        #expect(format.isExact == (wordCount == 1 && !givesIndices && fits(bitCount, format)))
      }
    }
  }

  /// Whether home and rest of a slot hold a key of so many bits.
  private func fits(_ bitCount: Int, _ format: SlotFormat) -> Bool {
    bitCount - format.placeBits <= (format.isWide ? 59 : 27)
  }

  @Test(
    "finds what stands far from its home, also after the table was doubled", arguments: [30, 39])
  func crowded(bitCount: Int) {
    // Too little memory for a larger table, until there is more: so the first fills up.
    let store = KeySet(KeyShape(wordCount: 1, bitCount: bitCount), memoryBytesMax: 53_000)!
    let slotCount = store.slotCount
    var next: UInt64 = 0
    while store.makeRoom(for: 64) && store.slotCount == slotCount {
      let isComplete = insert((0..<64).map { [next + $0] }, into: store)
      #expect(isComplete)
      next += 64
    }
    #expect(next > UInt64(slotCount) * 9 / 10)
    let isSame = store.slotCount == slotCount
    #expect(isSame)
    expectSound(store, states: Int(next))
    // In an exact table only slots far from home name an index.
    let hasFarSlots = (0..<slotCount).contains { store.index(inSlot: $0) != nil }
    #expect(hasFarSlots)
    store.memoryBytesMax = 1 << 22
    #expect(store.makeRoom(for: 64))
    let hasDoubled = store.slotCount == 2 * slotCount
    #expect(hasDoubled)
    expectSound(store, states: Int(next))
  }

  @Test("tells states apart although all hash alike", arguments: [0, 7, 0xFFFF_FF00_0000_0000])
  func collisions(hashMask: UInt64) {
    for wordCount in [1, 3] {
      let states = drawnStates(500, wordCount: wordCount, seed: hashMask &+ 1)
      let store = KeySet(
        KeyShape(wordCount: wordCount), memoryBytesMax: 1 << 26, hashMask: hashMask)!
      let isComplete = insert(states, into: store)
      #expect(isComplete)
      expectSound(store, states: Set(states).count)
      let missing = states.filter { !store.contains($0) }
      #expect(missing.isEmpty)
      let hasStranger = store.contains(Array(repeating: .max, count: wordCount))
      #expect(!hasStranger)
    }
  }

  @Test("stays small while it holds little")
  func small() {
    let bytes = KeySet(KeyShape(wordCount: 1), memoryBytesMax: 1 << 40)!.bytes
    #expect(bytes <= 24 << 10)
  }

  @Test("leaves states out from the number on that it may hold")
  func countMax() {
    let store = KeySet(KeyShape(wordCount: 1), memoryBytesMax: 1 << 26)!
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
    let store = KeySet(KeyShape(wordCount: wordCount), memoryBytesMax: memoryBytesMax)!
    var batch = SuccessorBatch(store.shape, capacity: 100)
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
    #expect(next * (8 * wordCount + 8) * 5 / 4 > memoryBytesMax)
    expectSound(store, states: next)
  }

  @Test("is not made when not even its beginning fits", arguments: [(1000, 0), (1 << 20, 1 << 20)])
  func tooLittle(memoryBytesMax: Int, bytesElsewhere: Int) {
    let store = KeySet(
      KeyShape(wordCount: 1), memoryBytesMax: memoryBytesMax, bytesElsewhere: bytesElsewhere)
    let isMade = store != nil
    #expect(!isMade)
  }

  @Test("compares states word by word")
  func order() {
    let store = KeySet(KeyShape(wordCount: 2), memoryBytesMax: 1 << 26)!
    _ = insert([[1, 9], [2, 0], [1, 8], [.max, 0]], into: store)
    let run = store.run(0..<4)
    let order = [(2, 0), (0, 2), (0, 1), (1, 3), (1, 1)].map { first, second in
      run[first].order(run[second].array).signum()
    }
    #expect(order == [-1, 1, -1, -1, 0])
  }
}

@Suite("The hash of a key")
struct KeyHashTests {
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
        let hash = KeyShape(wordCount: wordCount).hash(words)
        low.insert(hash & 4095)
        high.insert(hash >> 52)
      }
      #expect(low.count > 2048, "low bits, \(wordCount) words")
      #expect(high.count > 2048, "high bits, \(wordCount) words")
    }
  }

  @Test("depends on the place of a word")
  func order() {
    let shape = KeyShape(wordCount: 2)
    #expect(shape.hash([1, 2]) != shape.hash([2, 1]))
  }

  @Test("is another one for each key of one word, and has no more bits", arguments: 0...16)
  func permutation(bitCount: Int) {
    let shape = KeyShape(wordCount: 1, bitCount: bitCount)
    let keys = 0..<UInt64(1) << UInt64(max(bitCount, 1))
    #expect(keys.map { shape.permuted($0) }.sorted() == Array(keys))
  }

  /// Each of its three shifts and two multiplications is undone by arithmetic apart from it.
  @Test("can be undone", arguments: [17, 31, 32, 40, 41, 51, 63, 64])
  func inverse(bitCount: Int) {
    let shape = KeyShape(wordCount: 1, bitCount: bitCount)
    var random = SplitMix64(seed: UInt64(bitCount))
    for _ in 0..<1000 {
      let key = random.next() >> UInt64(64 - bitCount)
      var bits = shape.permuted(key)
      #expect(bits <= shape.mask)
      for factor in [KeyShape.factors.1, KeyShape.factors.0] {
        bits ^= bits >> shape.shift
        bits = (bits &* inverse(of: factor)) & shape.mask
      }
      #expect(bits ^ bits >> shape.shift == key)
    }
  }

  /// Newton's iteration modulo 2⁶⁴: each step doubles the bits that are right, of which a number
  /// that is its own inverse modulo 8 has three.
  private func inverse(of factor: UInt64) -> UInt64 {
    var inverse = factor
    for _ in 0..<5 { inverse = inverse &* (2 &- factor &* inverse) }
    return inverse
  }
}
