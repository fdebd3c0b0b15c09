/// The slots of a set of keys: address space of which as much is in use as the table has slots.
@safe struct KeyTable: ~Copyable {
  private let memory: Reservation
  /// Changes between rounds only.
  private(set) var format: SlotFormat

  /// Nil when there is not even address space for the first slots.
  init?(_ format: SlotFormat, byteCountMax: Int) {
    guard
      let memory = Reservation(upTo: max(byteCountMax, format.byteCount), least: format.byteCount)
    else { return nil }
    self.memory = memory
    self.format = format
    adviseHugePages()
  }

  /// The most bytes that slots may take.
  var byteCountMax: Int { memory.byteCount }

  @inline(__always)
  func slots<Slot: SlotWord>(_: Slot.Type) -> UnsafeMutablePointer<Slot> {
    unsafe memory.base.assumingMemoryBound(to: Slot.self)
  }

  /// Goes over to more slots of the same format; those there are stay as they are.
  mutating func double(to larger: SlotFormat) {
    precondition(format.canDouble(to: larger) && larger.byteCount <= memory.byteCount)
    format = larger
    adviseHugePages()
  }

  /// Goes over to empty slots of any format, and keeps the memory of those there were.
  mutating func clear(to format: SlotFormat) {
    precondition(format.byteCount <= memory.byteCount, "more slots than there is room for")
    unsafe memory.base.initializeMemory(
      as: UInt8.self, repeating: 0, count: self.format.byteCount)
    self.format = format
    adviseHugePages()
  }

  /// Goes over to empty slots of any format.
  mutating func empty(_ format: SlotFormat) {
    precondition(format.byteCount <= memory.byteCount, "more slots than there is room for")
    memory.giveBack(0..<self.format.byteCount)
    self.format = format
    adviseHugePages()
  }

  /// Tables from 4 MB on get huge pages.
  static let hugeBytes = 4 << 20

  private func adviseHugePages() {
    if format.byteCount >= Self.hugeBytes { memory.adviseHugePages(upTo: format.byteCount) }
  }

  /// Where slots are, for code that has them fetched before they are looked at.
  var places: SlotPlaces {
    unsafe SlotPlaces(
      base: UnsafeRawPointer(memory.base), mask: format.slotCount - 1,
      slotShift: format.isWide ? 3 : 2)
  }
}

/// Where the slots of a visited set's table are, for code that has them fetched before they are
/// looked at; what it points to is never read.
@safe struct SlotPlaces {
  let base: UnsafeRawPointer?
  /// The number of slots, a power of two, minus one.
  let mask: Int
  /// A slot has two to the power of so many bytes.
  let slotShift: Int

  init(base: UnsafeRawPointer?, mask: Int, slotShift: Int) {
    unsafe self.base = base
    self.mask = mask
    self.slotShift = slotShift
  }

  static var none: SlotPlaces { unsafe SlotPlaces(base: nil, mask: 0, slotShift: 0) }
}
