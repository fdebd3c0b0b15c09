import Dispatch
import TestSupport
import Testing

@testable import Engine

@Suite("A store that folds states")
struct FoldedStoreTests {
  /// States of which many have many words in common, as those of a search have.
  private func drawnStates(_ count: Int, wordCount: Int, seed: UInt64) -> [[UInt64]] {
    var random = SplitMix64(seed: seed)
    var state = (0..<wordCount).map { _ in random.next() % 3 }
    return (0..<count).map { _ in
      state[Int(random.next() % UInt64(wordCount))] = (random.next() % 5) << (random.next() % 61)
      return state
    }
  }

  private func insert(
    _ states: some Sequence<[UInt64]>, into store: StateStore, worker: Int = 0
  ) -> [Range<Int>] {
    var batch = SuccessorBatch(store.shape, capacity: 100)
    var all: [Range<Int>] = []
    var fresh = StateRanges()
    func flush() {
      guard store.makeRoom(for: batch.count), store.reserve(batch.count) else {
        Issue.record("no room")
        return
      }
      fresh.removeAll()
      #expect(store.insert(batch, worker: worker, fresh: &fresh))
      all += fresh.ranges
      batch.removeAll()
    }
    for state in states {
      batch.append(state)
      if batch.isFull { flush() }
    }
    flush()
    return all
  }

  @Test("a tree has every word and every node but the root in exactly one place")
  func shape() {
    for wordCount in 2...40 {
      let shape = TreeShape(wordCount: wordCount)
      let used = (shape.nodes + [shape.root]).flatMap { [$0.left, $0.right] }
      #expect(used.sorted() == Array(0..<shape.positionCount))
      #expect(shape.nodes.count == wordCount - 2)
      for (number, pair) in shape.nodes.enumerated() {
        #expect(max(pair.left, pair.right) < wordCount + number)
      }
    }
  }

  @Test("holds each state once, in the order in which they came", arguments: 2...13)
  func arrival(wordCount: Int) throws {
    let states = drawnStates(6000, wordCount: wordCount, seed: UInt64(wordCount))
    var seen: Set<[UInt64]> = []
    let expected = states.filter { seen.insert($0).inserted }
    let store = try #require(
      StateStore(KeyShape(wordCount: wordCount), memoryBytesMax: 1 << 26, isFolded: true))
    _ = insert(states, into: store)
    #expect(store.firstFlaw() == nil)
    #expect((0..<store.count).map { store.words(at: $0) } == expected)
  }

  @Test("folds what is there without changing an index, and goes on", arguments: [2, 4, 7, 12])
  func folding(wordCount: Int) throws {
    let states = drawnStates(9000, wordCount: wordCount, seed: 77)
    var seen: Set<[UInt64]> = []
    let expected = states.filter { seen.insert($0).inserted }
    let store = try #require(StateStore(KeyShape(wordCount: wordCount), memoryBytesMax: 1 << 26))
    _ = insert(states.prefix(5000), into: store)
    let before = (0..<store.count).map { store.words(at: $0) }
    #expect(store.fold())
    #expect(store.isFolded)
    #expect(store.firstFlaw() == nil)
    #expect((0..<store.count).map { store.words(at: $0) } == before)
    _ = insert(states.dropFirst(4000), into: store)
    #expect(store.firstFlaw() == nil)
    #expect((0..<store.count).map { store.words(at: $0) } == expected)
  }

  /// A store that several threads fill, each with states of its own and of others.
  private final class Crowd: Sendable {
    static let threadCount = 8
    let store: StateStore
    let states: [[[UInt64]]]

    init(_ store: StateStore, _ states: [[[UInt64]]]) {
      self.store = store
      self.states = states
    }

    /// Inserts the part of each thread's states that belongs to the round.
    func round(_ part: Range<Int>) {
      DispatchQueue.concurrentPerform(iterations: Self.threadCount) { number in
        var batch = SuccessorBatch(store.shape, capacity: part.count)
        for state in states[number][part] { batch.append(state) }
        var fresh = StateRanges()
        precondition(store.reserve(batch.count))
        _ = store.insert(batch, worker: number, fresh: &fresh)
        // What this thread brought and was new is there as it was, before the round ends.
        let own = Set(states[number][part])
        for range in fresh.ranges {
          let run = store.run(range, worker: number)
          for index in 0..<run.count { precondition(own.contains(run[index].array)) }
        }
      }
    }
  }

  @Test("holds each state once, whoever brings it", arguments: [2, 5, 9])
  func crowd(wordCount: Int) throws {
    let store = try #require(
      StateStore(
        KeyShape(wordCount: wordCount), memoryBytesMax: 1 << 28, workerCountMax: Crowd.threadCount,
        isFolded: true))
    store.workerCount = Crowd.threadCount
    let common = drawnStates(3000, wordCount: wordCount, seed: 3)
    let crowd = Crowd(
      store,
      (0..<Crowd.threadCount).map { number in
        Array(common.dropFirst(number * 50))
          + drawnStates(50 * (number + 20), wordCount: wordCount, seed: UInt64(number + 9))
      })
    let size = 100
    for start in stride(from: 0, to: 3900, by: size) {
      #expect(store.makeRoom(for: size * Crowd.threadCount))
      crowd.round(start..<start + size)
    }
    let expected = Set(crowd.states.flatMap { $0.prefix(3900) })
    let held = store.filledCells.flatMap { $0.map { store.words(at: $0) } }
    #expect(held.count == expected.count)
    #expect(Set(held) == expected)
    #expect(store.firstFlaw() == nil)
  }
}
