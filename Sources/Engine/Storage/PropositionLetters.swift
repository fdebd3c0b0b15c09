/// For each state, the truth of the state propositions that one question asks about.
///
/// The bits of a state's letter stand together, as many as the next power of two, so that a letter
/// takes one look at one word: a bit or two of memory for each state in most questions.
@safe struct PropositionLetters: ~Copyable {
  private let words: Reservation
  private let widthShift: UInt64
  private let mask: UInt64

  /// Nil when there is no address space for them.
  ///
  /// - Parameter propositionCount: of the question, at most 64.
  init?(cellCount: Int, propositionCount: Int) {
    var shift: UInt64 = 0
    while 1 << shift < propositionCount { shift += 1 }
    widthShift = shift
    mask = .max >> UInt64(64 - (1 << shift))
    guard let words = Reservation(byteCount: Self.byteCount(cellCount, shift)) else { return nil }
    self.words = words
  }

  private static func byteCount(_ cellCount: Int, _ shift: UInt64) -> Int {
    ((cellCount << Int(shift)) / 64 + 1) * 8
  }

  var byteCount: Int { words.byteCount }

  static func byteCount(cellCount: Int, propositionCount: Int) -> Int {
    var shift: UInt64 = 0
    while 1 << shift < propositionCount { shift += 1 }
    return byteCount(cellCount, shift)
  }

  @inline(__always)
  private var base: UnsafeMutablePointer<UInt64> {
    unsafe words.base.assumingMemoryBound(to: UInt64.self)
  }

  @inline(__always)
  subscript(cell: Int) -> UInt64 {
    get {
      let bit = UInt64(cell) &<< widthShift
      assert(Int(bit / 64) * 8 < words.byteCount, "no letter of that cell")
      return unsafe (base[Int(bit / 64)] &>> (bit % 64)) & mask
    }
    nonmutating set {
      let bit = UInt64(cell) &<< widthShift
      precondition(Int(bit / 64) * 8 < words.byteCount, "no letter of that cell")
      unsafe base[Int(bit / 64)] |= (newValue & mask) &<< (bit % 64)
    }
  }
}

extension PropositionLetters {
  /// Letters of different cells are written by different threads only where they are of different
  /// words.
  final class Shared: @unchecked Sendable {
    let letters: PropositionLetters

    init(_ letters: consuming PropositionLetters) { self.letters = letters }
  }
}
