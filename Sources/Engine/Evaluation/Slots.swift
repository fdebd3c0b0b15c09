/// The slots of a frame, by their numbers.
///
/// Static operands are within the frame because `Program.firstFlaw` said so before anything ran;
/// numbers that come out of a computation go through `check`.
@safe struct Slots {
  let base: UnsafeMutablePointer<Int64>

  @inline(__always)
  subscript(_ slot: Int32) -> Int64 {
    get { unsafe base[Int(slot)] }
    nonmutating set { unsafe base[Int(slot)] = newValue }
  }

  @inline(__always)
  subscript(_ slot: Int) -> Int64 {
    get { unsafe base[slot] }
    nonmutating set { unsafe base[slot] = newValue }
  }

  @inline(__always)
  func bits(_ slot: Int32) -> UInt64 { UInt64(bitPattern: self[slot]) }

  /// Copies a block; the two may overlap.
  @inline(__always)
  func copy(_ count: Int32, to target: Int, from source: Int) {
    unsafe (base + target).update(from: base + source, count: Int(count))
  }

  /// An address plus an offset, when so many slots from there on are within `bounds`.
  @inline(__always)
  func check(_ address: Int64, _ offset: Int32, count: Int32, in bounds: Range<Int>) -> Int {
    let slot = address &+ Int64(offset)
    guard slot >= Int64(bounds.lowerBound), slot <= Int64(bounds.upperBound) &- Int64(count) else {
      addressFailure(slot, count, bounds)
    }
    return Int(truncatingIfNeeded: slot)
  }

  @inline(never)
  private func addressFailure(_ slot: Int64, _ count: Int32, _ bounds: Range<Int>) -> Never {
    preconditionFailure("\(count) slots at address \(slot) are not within \(bounds)")
  }

  func areEqual(_ a: Int32, _ b: Int32, count: Int32) -> Bool {
    var offset: Int32 = 0
    while offset < count {
      if self[a + offset] != self[b + offset] { return false }
      offset += 1
    }
    return true
  }

  func precedes(_ a: Int32, _ b: Int32, count: Int32) -> Bool {
    var offset: Int32 = 0
    while offset < count {
      if self[a + offset] != self[b + offset] { return self[a + offset] < self[b + offset] }
      offset += 1
    }
    return false
  }
}
