/// A set of small numbers, a bit for each.
@safe struct MarkedSet: ~Copyable {
  private let words: Reservation
  let capacity: Int

  /// Nil when there is no address space for it.
  init?(capacity: Int) {
    guard let words = Reservation(byteCount: (capacity / 64 + 1) * 8) else { return nil }
    self.words = words
    self.capacity = capacity
  }

  var byteCount: Int { capacity / 8 }

  @inline(__always)
  private var base: UnsafeMutablePointer<UInt64> {
    unsafe words.base.assumingMemoryBound(to: UInt64.self)
  }

  @inline(__always)
  func contains(_ number: Int) -> Bool {
    precondition(number >= 0 && number < capacity, "a number beyond the set")
    return unsafe base[number / 64] &>> UInt64(number % 64) & 1 == 1
  }

  @inline(__always)
  func insert(_ number: Int) {
    precondition(number >= 0 && number < capacity, "a number beyond the set")
    unsafe base[number / 64] |= 1 << UInt64(number % 64)
  }

  var wordCount: Int { capacity / 64 + 1 }

  /// The membership of 64 numbers.
  func word(_ index: Int) -> UInt64 {
    precondition(index >= 0 && index < wordCount, "no word of that number")
    return unsafe base[index]
  }

  /// A set that several threads fill, each with numbers that are in words of its own.
  final class Shared: @unchecked Sendable {
    let set: MarkedSet

    /// Nil when there is no address space for it.
    init?(capacity: Int) {
      guard let set = MarkedSet(capacity: capacity) else { return nil }
      self.set = set
    }
  }
}
