/// A number of 32 bits for each of many things, all 0 in the beginning. Several threads may read
/// and write them at a time: each is an atomic, in no order with others.
@safe final class SharedNumbers {
  let count: Int
  private let memory: Reservation

  /// Nil when there is no address space for them.
  init?(count: Int) {
    guard let memory = Reservation(byteCount: max(4, count * 4)) else { return nil }
    memory.adviseHugePages()
    self.count = count
    self.memory = memory
  }

  @inline(__always)
  private var base: UnsafeMutablePointer<UInt32> {
    unsafe memory.base.assumingMemoryBound(to: UInt32.self)
  }

  @inline(__always)
  subscript(index: Int) -> UInt32 {
    get {
      assert(index >= 0 && index < count, "no number of that index")
      return unsafe UInt32.load(base + index)
    }
    set {
      assert(index >= 0 && index < count, "no number of that index")
      unsafe UInt32.store(newValue, in: base + index)
    }
  }
}

// The numbers are atomics, and nothing else changes.
extension SharedNumbers: @unchecked Sendable {}
