internal import Synchronization

/// An integer that a slot of a table holds, shared by threads.
///
/// Memory that the kernel gave, zeroed, is one of initialised atomics: an `Atomic` of an integer is
/// its bits and nothing else, and any bits are a value of it.
protocol SlotWord: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Sendable {
  /// The value of a slot; whoever sees one sees what was written before it was published.
  static func load(_ slot: UnsafeMutablePointer<Self>) -> Self
  /// Fills a slot where nobody else looks.
  static func store(_ value: Self, in slot: UnsafeMutablePointer<Self>)
  /// Fills a slot that is empty.
  ///
  /// - Returns: what stands there instead when it was not; 0 when it was.
  static func publish(_ value: Self, in slot: UnsafeMutablePointer<Self>) -> Self
}

extension UInt32: SlotWord {
  @inline(__always)
  static func load(_ slot: UnsafeMutablePointer<UInt32>) -> UInt32 {
    unsafe atomic(slot).pointee.load(ordering: .acquiring)
  }

  @inline(__always)
  static func store(_ value: UInt32, in slot: UnsafeMutablePointer<UInt32>) {
    unsafe atomic(slot).pointee.store(value, ordering: .relaxed)
  }

  @inline(__always)
  static func publish(_ value: UInt32, in slot: UnsafeMutablePointer<UInt32>) -> UInt32 {
    unsafe atomic(slot).pointee.compareExchange(
      expected: 0, desired: value, successOrdering: .releasing, failureOrdering: .acquiring
    ).original
  }

  @inline(__always)
  private static func atomic(
    _ slot: UnsafeMutablePointer<UInt32>
  ) -> UnsafeMutablePointer<Atomic<UInt32>> {
    unsafe UnsafeMutableRawPointer(slot).assumingMemoryBound(to: Atomic<UInt32>.self)
  }
}

extension UInt64: SlotWord {
  @inline(__always)
  static func load(_ slot: UnsafeMutablePointer<UInt64>) -> UInt64 {
    unsafe atomic(slot).pointee.load(ordering: .acquiring)
  }

  @inline(__always)
  static func store(_ value: UInt64, in slot: UnsafeMutablePointer<UInt64>) {
    unsafe atomic(slot).pointee.store(value, ordering: .relaxed)
  }

  @inline(__always)
  static func publish(_ value: UInt64, in slot: UnsafeMutablePointer<UInt64>) -> UInt64 {
    unsafe atomic(slot).pointee.compareExchange(
      expected: 0, desired: value, successOrdering: .releasing, failureOrdering: .acquiring
    ).original
  }

  @inline(__always)
  private static func atomic(
    _ slot: UnsafeMutablePointer<UInt64>
  ) -> UnsafeMutablePointer<Atomic<UInt64>> {
    unsafe UnsafeMutableRawPointer(slot).assumingMemoryBound(to: Atomic<UInt64>.self)
  }
}
