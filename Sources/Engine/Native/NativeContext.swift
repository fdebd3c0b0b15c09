/// The record of `ContextCell`s, with the memory that is its own: what native code is told and what
/// it answers.
@safe struct NativeContext: ~Copyable {
  private let cells: UnsafeMutablePointer<Int>
  private var owned: [UnsafeMutableRawPointer]
  private(set) var byteCount: Int

  /// Few, so that little is looked at in vain after something better has been found.
  static let eventCapacity = 64

  init() {
    let count = ContextCell.allCases.count
    unsafe cells = .allocate(capacity: count)
    unsafe cells.initialize(repeating: 0, count: count)
    byteCount = count * 8
    unsafe owned = []
    self[.resume] = -1
    self[.eventCapacity] = Self.eventCapacity
    _ = unsafe allocate(.events, Int.self, count: Self.eventCapacity, repeating: 0)
    growDigits()
  }

  deinit {
    for index in unsafe owned.indices { unsafe owned[index].deallocate() }
    unsafe cells.deallocate()
  }

  /// Where native code finds it.
  var address: Int { unsafe Int(bitPattern: cells) }

  @inline(__always)
  subscript(cell: ContextCell) -> Int {
    // In bounds: there is a cell for each case.
    get { unsafe cells[cell.rawValue] }
    nonmutating set { unsafe cells[cell.rawValue] = newValue }
  }

  /// Lets a cell point to memory that outlives the use of this record.
  @inline(__always)
  func point(_ cell: ContextCell, to memory: UnsafeRawPointer?) {
    self[cell] = Int(bitPattern: memory)
  }

  /// Says where look-ups of successors will begin, so that native code has that fetched early.
  @inline(__always)
  func fetch(from slots: SlotPlaces) {
    unsafe point(.table, to: slots.base)
    self[.tableMask] = slots.mask
    self[.slotShift] = slots.slotShift
  }

  /// Gives a cell memory that lives as long as the record.
  mutating func allocate<Value: BitwiseCopyable>(
    _ cell: ContextCell, _: Value.Type, count: Int, repeating value: Value
  ) -> UnsafeMutablePointer<Value> {
    let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(count, 1))
    unsafe memory.initialize(repeating: value, count: max(count, 1))
    unsafe owned.append(UnsafeMutableRawPointer(memory))
    byteCount += max(count, 1) * MemoryLayout<Value>.stride
    unsafe point(cell, to: memory)
    return unsafe memory
  }

  /// Makes room for more choices in a run; those there are stay.
  mutating func growDigits() {
    let known = self[.digitCapacity]
    let capacity = max(2 * known, 64)
    for cell in [ContextCell.digits, .bounds] {
      let old = unsafe UnsafePointer<Int64>(bitPattern: self[cell])
      let new = unsafe allocate(cell, Int64.self, count: capacity, repeating: 0)
      if let old = unsafe old { unsafe new.update(from: old, count: known) }
    }
    self[.digitCapacity] = capacity
  }

  /// The numbers of the states that are worth a look, which are forgotten by that.
  func takeEvents() -> [Int] {
    defer { self[.eventCount] = 0 }
    let count = self[.eventCount]
    if count == 0 { return [] }
    precondition(count <= Self.eventCapacity, "more was noted than there is room for")
    let events = unsafe UnsafePointer<Int>(bitPattern: self[.events])
    return unsafe Array(UnsafeBufferPointer(start: events, count: count))
  }
}
