/// A set of cells in which each has a rank: how many come before it.
///
/// A word holds the membership of 32 cells and the number of members before them, so that one look
/// answers both.
@safe struct RankedSet: ~Copyable {
  private let words: Reservation
  let cellCount: Int

  /// Nil when there is no address space for it.
  init?(cellCount: Int) {
    guard let words = Reservation(byteCount: Self.byteCount(cellCount: cellCount)) else {
      return nil
    }
    self.cellCount = cellCount
    words.adviseHugePages()
    self.words = words
  }

  static func byteCount(cellCount: Int) -> Int { (cellCount / 32 + 1) * 8 }

  @inline(__always)
  private var base: UnsafeMutablePointer<UInt64> {
    unsafe words.base.assumingMemoryBound(to: UInt64.self)
  }

  /// For whoever asks often, with `rank(of:in:)`; good as long as the set.
  var table: Table<UInt64> { unsafe Table(base: base, count: cellCount / 32 + 1) }

  /// Adds a cell; `rank` comes when all are there.
  func insert(_ cell: Int) {
    precondition(cell >= 0 && cell < cellCount, "no cell of that number")
    unsafe base[cell / 32] |= 1 << UInt64(cell % 32)
  }

  /// Takes out some cells; `rank` comes after that.
  func remove(_ cells: borrowing MarkedSet) {
    for word in 0..<cells.wordCount {
      let bits = cells.word(word)
      if bits == 0 { continue }
      // In bounds: what is marked are cells, of which a word has 32.
      unsafe base[2 * word] &= ~(bits & 0xFFFF_FFFF)
      if bits >> 32 != 0 { unsafe base[2 * word + 1] &= ~(bits >> 32) }
    }
  }

  /// Works out the ranks, which begin with a number.
  ///
  /// - Returns: how many members there are.
  func rank(from first: Int) -> Int {
    var count = 0
    for word in 0...cellCount / 32 {
      // In bounds: there is a word for each 32 cells, the last ones included.
      let members = unsafe base[word] & 0xFFFF_FFFF
      unsafe base[word] = members | UInt64(first + count) << 32
      count += members.nonzeroBitCount
    }
    return count
  }

  @inline(__always)
  func contains(_ cell: Int) -> Bool {
    assert(cell >= 0 && cell < cellCount, "no cell of that number")
    return unsafe base[cell / 32] &>> UInt64(cell % 32) & 1 == 1
  }

  /// The rank of a cell; -1 when it is no member.
  func rank(of cell: Int) -> Int { Self.rank(of: cell, in: table) }

  @inline(__always)
  static func rank(of cell: Int, in table: Table<UInt64>) -> Int {
    // Without a jump: which cells are members nobody can guess, and other look-ups need not wait.
    let word = table[Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: cell) / 32)]
    let bit = UInt64(truncatingIfNeeded: cell) % 32
    let before = word & ((1 &<< bit) &- 1)
    let rank = Int(truncatingIfNeeded: word &>> 32) &+ before.nonzeroBitCount
    let isMember = Int(truncatingIfNeeded: word &>> bit & 1)
    return (rank &+ 1) &* isMember &- 1
  }
}

// Sets are filled by one thread and only read by others.
extension RankedSet: @unchecked Sendable {}

extension RankedSet {
  /// A set in which nothing changes any more.
  final class Shared: Sendable {
    let set: RankedSet

    init(_ set: consuming RankedSet) { self.set = set }
  }
}
