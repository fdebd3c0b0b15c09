// The operations by groups. Each is inlined into the loop, where the compiler joins its `switch`
// with the one around it: one jump an instruction. All static operands are within the frame.

extension Interpreter {
  @inline(__always)
  func move(_ i: UnsafeMutablePointer<Instruction>, _ slots: Slots) {
    switch unsafe i.pointee.opcode {
    case .copy: unsafe slots[i.pointee.a] = unsafe slots[i.pointee.b]
    case .copyBlock: unsafe slots.copy(i.pointee.c, to: Int(i.pointee.a), from: Int(i.pointee.b))
    case .load:
      let source = unsafe slots.check(slots[i.pointee.b], i.pointee.c, count: 1, in: frame)
      unsafe slots[i.pointee.a] = slots[source]
    case .loadBlock:
      let count = unsafe i.pointee.d
      let source = unsafe slots.check(slots[i.pointee.b], i.pointee.c, count: count, in: frame)
      unsafe slots.copy(count, to: Int(i.pointee.a), from: source)
    case .put:
      let target = unsafe slots.check(slots[i.pointee.a], i.pointee.b, count: 1, in: temporaries)
      slots[target] = unsafe slots[i.pointee.c]
    case .putBlock:
      let count = unsafe i.pointee.d
      let target = unsafe slots.check(
        slots[i.pointee.a], i.pointee.b, count: count, in: temporaries)
      unsafe slots.copy(count, to: target, from: Int(i.pointee.c))
    case .address:
      unsafe slots[i.pointee.a] =
        unsafe slots[i.pointee.b] &+ slots[i.pointee.c] &* Int64(i.pointee.d)
    case .addressOf: unsafe slots[i.pointee.a] = unsafe Int64(i.pointee.b) &+ Int64(i.pointee.d)
    default: preconditionFailure("no move")
    }
  }

  @inline(__always)
  mutating func write(_ i: UnsafeMutablePointer<Instruction>, _ slots: Slots) {
    switch unsafe i.pointee.opcode {
    case .store: unsafe write(slots[i.pointee.b], to: Int(i.pointee.a), slots)
    case .storeBlock:
      unsafe writeBlock(i.pointee.c, to: Int(i.pointee.a), from: i.pointee.b, slots)
    case .storeAt:
      let field = unsafe slots.check(
        slots[i.pointee.a], i.pointee.b, count: 1, in: 0..<fieldCount)
      unsafe write(slots[i.pointee.c], to: field, slots)
    case .storeBlockAt:
      let count = unsafe i.pointee.d
      let field = unsafe slots.check(
        slots[i.pointee.a], i.pointee.b, count: count, in: 0..<fieldCount)
      unsafe writeBlock(count, to: field, from: i.pointee.c, slots)
    default: preconditionFailure("no write")
    }
  }

  /// Notes a field in the journal when the write changes it.
  @inline(__always)
  private mutating func write(_ value: Int64, to field: Int, _ slots: Slots) {
    assert(field >= 0 && field < fieldCount)
    if slots[field] == value { return }
    slots[field] = value
    if journalCount == journalCapacity {
      journalCount = compactJournal()
      return
    }
    unsafe journal[journalCount] = Int32(truncatingIfNeeded: field)
    journalCount &+= 1
  }

  /// As if all were read before any is written, as blocks that overlap demand.
  @inline(never)
  private mutating func writeBlock(
    _ count: Int32, to field: Int, from source: Int32, _ slots: Slots
  ) {
    let source = Int(source)
    if source < field {
      for offset in (0..<Int(count)).reversed() {
        write(slots[source + offset], to: field + offset, slots)
      }
    } else {
      for offset in 0..<Int(count) { write(slots[source + offset], to: field + offset, slots) }
    }
  }

  @inline(__always)
  func decide(_ i: UnsafeMutablePointer<Instruction>, _ slots: Slots) {
    let result: Bool
    switch unsafe i.pointee.opcode {
    case .equal: result = unsafe slots[i.pointee.b] == slots[i.pointee.c]
    case .notEqual: result = unsafe slots[i.pointee.b] != slots[i.pointee.c]
    case .less: result = unsafe slots[i.pointee.b] < slots[i.pointee.c]
    case .lessOrEqual: result = unsafe slots[i.pointee.b] <= slots[i.pointee.c]
    case .not: result = unsafe slots[i.pointee.b] == 0
    case .and: result = unsafe (slots[i.pointee.b] != 0) && (slots[i.pointee.c] != 0)
    case .or: result = unsafe (slots[i.pointee.b] != 0) || (slots[i.pointee.c] != 0)
    case .equalBlock:
      result = unsafe slots.areEqual(i.pointee.b, i.pointee.c, count: i.pointee.d)
    case .lessBlock:
      result = unsafe slots.precedes(i.pointee.b, i.pointee.c, count: i.pointee.d)
    default: preconditionFailure("no comparison")
    }
    unsafe slots[i.pointee.a] = result ? 1 : 0
  }

  @inline(__always)
  func changeBits(_ i: UnsafeMutablePointer<Instruction>, _ slots: Slots) {
    let result: UInt64
    switch unsafe i.pointee.opcode {
    case .testBit:
      let bit = unsafe slots.bits(i.pointee.c)
      result = unsafe bit < 64 ? (slots.bits(i.pointee.b) &>> bit) & 1 : 0
    case .setBit:
      result = unsafe slots.bits(i.pointee.b) | (1 &<< bitNumber(slots[i.pointee.c]))
    case .clearBit:
      result = unsafe slots.bits(i.pointee.b) & ~(1 &<< bitNumber(slots[i.pointee.c]))
    case .bitAnd: result = unsafe slots.bits(i.pointee.b) & slots.bits(i.pointee.c)
    case .bitOr: result = unsafe slots.bits(i.pointee.b) | slots.bits(i.pointee.c)
    case .bitAndNot: result = unsafe slots.bits(i.pointee.b) & ~slots.bits(i.pointee.c)
    case .populationCount: result = unsafe UInt64(slots.bits(i.pointee.b).nonzeroBitCount)
    case .nextBit:
      // Shifting by 64 or more leaves nothing, of which 64 is the first bit set.
      let first = unsafe UInt64(max(slots[i.pointee.c], 0))
      let rest = unsafe slots.bits(i.pointee.b) & (UInt64.max << first)
      result = UInt64(rest.trailingZeroBitCount)
    default: preconditionFailure("no bit operation")
    }
    unsafe slots[i.pointee.a] = Int64(bitPattern: result)
  }

  @inline(__always)
  private func bitNumber(_ value: Int64) -> UInt64 {
    precondition(value >= 0 && value < 64, "no bit of a set of 64")
    return UInt64(bitPattern: value)
  }

  /// False for a failure.
  @inline(__always)
  func calculate(_ i: UnsafeMutablePointer<Instruction>, _ slots: Slots) -> Bool {
    let result: (partialValue: Int64, overflow: Bool)
    switch unsafe i.pointee.opcode {
    case .add: result = unsafe slots[i.pointee.b].addingReportingOverflow(slots[i.pointee.c])
    case .subtract:
      result = unsafe slots[i.pointee.b].subtractingReportingOverflow(slots[i.pointee.c])
    case .multiply:
      result = unsafe slots[i.pointee.b].multipliedReportingOverflow(by: slots[i.pointee.c])
    case .divide:
      result = unsafe slots[i.pointee.b].dividedReportingOverflow(by: slots[i.pointee.c])
    case .remainder:
      result = unsafe slots[i.pointee.b].remainderReportingOverflow(dividingBy: slots[i.pointee.c])
    case .negate:
      result = unsafe Int64(0).subtractingReportingOverflow(slots[i.pointee.b])
    case .minimum: result = unsafe (min(slots[i.pointee.b], slots[i.pointee.c]), false)
    case .maximum: result = unsafe (max(slots[i.pointee.b], slots[i.pointee.c]), false)
    case .checkRange:
      let value = unsafe slots[i.pointee.a]
      return unsafe value >= slots[i.pointee.b] && value <= slots[i.pointee.c]
    default: preconditionFailure("no arithmetic")
    }
    unsafe slots[i.pointee.a] = result.partialValue
    return !result.overflow
  }

  /// Where the jump leads, nil when it is not taken.
  @inline(__always)
  func target(_ i: UnsafeMutablePointer<Instruction>, _ slots: Slots) -> Int? {
    switch unsafe i.pointee.opcode {
    case .jump: unsafe Int(i.pointee.a)
    case .jumpIf: unsafe slots[i.pointee.a] != 0 ? Int(i.pointee.b) : nil
    case .jumpUnless: unsafe slots[i.pointee.a] == 0 ? Int(i.pointee.b) : nil
    case .jumpIfEqual:
      unsafe slots[i.pointee.a] == slots[i.pointee.b] ? Int(i.pointee.c) : nil
    case .jumpIfNotEqual:
      unsafe slots[i.pointee.a] != slots[i.pointee.b] ? Int(i.pointee.c) : nil
    case .jumpIfLess:
      unsafe slots[i.pointee.a] < slots[i.pointee.b] ? Int(i.pointee.c) : nil
    case .jumpIfNotLess:
      unsafe slots[i.pointee.a] >= slots[i.pointee.b] ? Int(i.pointee.c) : nil
    default: preconditionFailure("no jump")
    }
  }

  private var frame: Range<Int> { 0..<linked.frameSize }
  private var temporaries: Range<Int> { linked.temporariesStart..<linked.frameSize }
}
