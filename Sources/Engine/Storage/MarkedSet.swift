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
}
