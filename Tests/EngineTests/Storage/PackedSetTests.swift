import TestSupport
import Testing

@testable import Engine

/// What a product search keeps of each state in a few bits.
@Suite("Bits for each state")
struct PackedSetTests {
  @Test("A ranked set says how many members come before each")
  func ranks() {
    var random = SplitMix64(seed: 3)
    let cellCount = 1_000
    let members = (0..<cellCount).filter { _ in random.next() % 3 == 0 }
    let set = RankedSet(cellCount: cellCount)!
    for cell in members { set.insert(cell) }
    let count = set.rank(from: 50)
    #expect(count == members.count)
    var before = 50
    for cell in 0..<cellCount {
      let isMember = members.contains(cell)
      let (contains, rank) = (set.contains(cell), set.rank(of: cell))
      #expect(contains == isMember)
      #expect(rank == (isMember ? before : -1))
      if isMember { before += 1 }
    }
  }

  @Test("Letters of any width are what they were set to", arguments: [1, 2, 3, 4, 7, 20, 33, 64])
  func letters(propositionCount: Int) {
    var random = SplitMix64(seed: 5)
    let mask = UInt64.max >> UInt64(64 - propositionCount)
    let values = (0..<300).map { _ in random.next() & mask }
    let letters = PropositionLetters(
      cellCount: values.count, propositionCount: propositionCount)!
    for (cell, value) in values.enumerated() { letters[cell] = value }
    let kept = values.indices.map { letters[$0] }
    #expect(kept == values)
  }

  @Test("A list on pages gives back what was put there, last first")
  func stack() {
    var stack = PagedStack<UInt64>(capacity: 10_000)!
    for number in 0..<10_000 { stack.append(UInt64(number)) }
    stack[17] = 3
    let bytes = stack.byteCount
    #expect(bytes >= 80_000)
    stack.shorten(to: 18)
    let last = stack.removeLast()
    #expect(last == 3)
    let (count, end) = (stack.count, stack[16])
    #expect(count == 17)
    #expect(end == 16)
  }

  @Test("Pieces of cells begin and end where words do, and are all cells, each once")
  func pieces() {
    let ranges = [9_000..<20_000, 0..<5, 7..<4_100]
    let pieces = CellPieces(ranges)
    var seen: [Int] = []
    while let piece = pieces.next() {
      let words = Set(piece.joined().map { $0 / 4_096 })
      #expect(words.count == 1)
      seen += piece.joined()
    }
    #expect(seen.sorted() == ranges.flatMap { Array($0) }.sorted())
  }
}
