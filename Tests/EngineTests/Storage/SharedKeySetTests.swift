import TestSupport
import Testing

@testable import Engine

@Suite("A set of keys that several threads fill")
struct SharedKeySetTests {
  private static let threadCount = 8

  /// States of which each thread draws most of the others' as well.
  private func drawnStates(_ count: Int, below bound: UInt64, wordCount: Int, seed: UInt64)
    -> [[UInt64]]
  {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let value = random.next() % bound
      return (0..<wordCount).map { $0 == 0 ? value : value &* UInt64($0) % 3 }
    }
  }

  /// What each thread has to insert, and how far it is: its own alone, while a round lasts.
  private final class Inserter: @unchecked Sendable {
    let store: KeySet
    let number: Int
    let states: [[UInt64]]
    var position = 0
    var fresh = StateRanges()

    init(_ store: KeySet, number: Int, states: [[UInt64]]) {
      self.store = store
      self.number = number
      self.states = states
    }

    var isDone: Bool { position == states.count }

    /// Inserts until all is done or the store has no room.
    func run(batchSize: Int) {
      var batch = SuccessorBatch(store.shape, capacity: batchSize)
      var made = StateRanges()
      while !isDone {
        let end = min(position + batchSize, states.count)
        for state in states[position..<end] { batch.append(state) }
        guard store.reserve(batch.count) else { return }
        made.removeAll()
        _ = store.insert(batch, worker: number, fresh: &made)
        for range in made.ranges { fresh.append(range) }
        position = end
        batch.removeAll()
      }
    }
  }

  @Test(
    "holds each state once, whoever brings it",
    arguments: [1, 2, 5], [UInt64.max, 0xFF, 0xFFFF_FF00_0000_003F])
  func stress(wordCount: Int, hashMask: UInt64) {
    // With all of the hash the table is doubled again and again, and a set of one word becomes
    // exact on the way. With few bits of it, chains are long, and the first table has to do.
    let store = KeySet(
      KeyShape(wordCount: wordCount, bitCount: 42), memoryBytesMax: 1 << 26,
      workerCountMax: Self.threadCount, hashMask: hashMask)!
    store.workerCount = Self.threadCount
    // Chains of equal hashes are long where few bits of it are used.
    let isDoubled = hashMask == .max
    let (count, bound): (Int, UInt64) = isDoubled ? (4000, 30_000) : (1000, 400)
    let inserters = (0..<Self.threadCount).map { number in
      Inserter(
        store, number: number,
        states: drawnStates(
          count, below: bound, wordCount: wordCount, seed: UInt64(number) &* 7 &+ hashMask))
    }
    let team = ThreadTeam(count: Self.threadCount - 1)
    #expect(team.count == Self.threadCount - 1)
    while !inserters.allSatisfy(\.isDone) {
      let sharing = WorkShare(parts: Self.threadCount) { work in
        team.start(work)
        work(0)
        team.waitUntilDone()
      }
      let hasRoom = store.makeRoom(
        for: Self.threadCount * 64, isCramped: false, sharing: sharing)
      #expect(hasRoom)
      team.start { inserters[$0].run(batchSize: 64) }
      inserters[0].run(batchSize: 64)
      team.waitUntilDone()
    }
    let expected = Set(inserters.flatMap(\.states))
    #expect(store.firstFlaw() == nil)
    #expect(store.table.format.isExact == (wordCount == 1 && hashMask == .max))
    #expect(store.slotCount == (isDoubled ? 1 << 15 : 1 << 13))
    #expect(store.count == expected.count)
    #expect(Set(store.filledCells.flatMap { $0.map { store.words(at: $0) } }) == expected)
    // Each new state was told to one inserter.
    let told = StateRanges(joining: inserters.map(\.fresh))
    #expect(told.count == expected.count)
    #expect(told.ranges == store.filledCells)
  }

  @Test("promises no more than it has room for")
  func reservation() {
    let store = KeySet(
      KeyShape(wordCount: 1), memoryBytesMax: 1 << 20, workerCountMax: 2)!
    #expect(store.makeRoom(for: 100, isCramped: false))
    let room = store.room
    #expect(room >= 100)
    #expect(store.reserve(room))
    #expect(!store.reserve(1))
    #expect(store.count == room)
  }
}
