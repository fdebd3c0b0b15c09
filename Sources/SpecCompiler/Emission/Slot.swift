/// A slot of the frame before the number of constants is known.
///
/// Fields and old fields have their final numbers, from 0. Constants count downwards from -1, and
/// temporaries upwards from `firstTemporary`; the emitter gives both their final numbers at the
/// end.
struct Slot: Hashable {
  var number: Int32

  static let firstTemporary: Int32 = 1 << 28

  static func constant(_ index: Int) -> Slot { Slot(number: -1 - Int32(index)) }
  static func temporary(_ index: Int) -> Slot { Slot(number: firstTemporary + Int32(index)) }

  var isTemporary: Bool { number >= Self.firstTemporary }
  var temporaryIndex: Int { Int(number - Self.firstTemporary) }

  /// The slot some places on; within a block of one kind.
  static func + (slot: Slot, offset: Int) -> Slot {
    // Constants count downwards, so a block of them does too until the end turns it round.
    Slot(number: slot.number < 0 ? slot.number - Int32(offset) : slot.number + Int32(offset))
  }
}

/// The slots of a value while code is generated: known now, or in the frame when the code runs.
enum Operand: Hashable {
  case constant([Int64])
  /// The first of as many slots as the type has.
  case slots(Slot)

  static func scalar(_ value: Int64) -> Operand { .constant([value]) }
  static func truth(_ value: Bool) -> Operand { .constant([value ? 1 : 0]) }

  /// The number, when it is known and there is one.
  var known: Int64? {
    if case .constant(let values) = self { return values.first }
    return nil
  }

  /// The part from `offset` on.
  func part(_ offset: Int, _ size: Int) -> Operand {
    switch self {
    case .constant(let values): return .constant(Array(values[offset..<offset + size]))
    case .slots(let slot): return .slots(slot + offset)
    }
  }
}

/// Where a value lies: known, at a slot, or at a slot that is known only when the code runs.
enum Place: Hashable {
  case constant([Int64])
  case slots(Slot)
  /// At the slot whose number the first slot holds, plus the offset. `isState` when it is a field.
  case address(Slot, offset: Int, isState: Bool)

  init(_ operand: Operand) {
    switch operand {
    case .constant(let values): self = .constant(values)
    case .slots(let slot): self = .slots(slot)
    }
  }

  /// The place some slots on, for a part of that size.
  func part(_ offset: Int, _ size: Int) -> Place {
    switch self {
    case .constant(let values): return .constant(Array(values[offset..<offset + size]))
    case .slots(let slot): return .slots(slot + offset)
    case .address(let slot, let start, let isState):
      return .address(slot, offset: start + offset, isState: isState)
    }
  }
}

/// A place in the code that jumps can name before it is known.
struct Label: Hashable {
  var id: Int
}
