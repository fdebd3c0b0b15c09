import Engine
import SpecLanguage

/// Moving and computing with operands; whatever is known is computed now.
extension Generator {
  // MARK: Instructions on slots

  mutating func emit(_ opcode: Opcode, _ a: Slot, _ b: Slot, _ c: Slot, literal d: Int = 0) {
    emitter.emit(opcode, a.number, b.number, c.number, Int32(d))
  }

  mutating func emit(_ opcode: Opcode, _ a: Slot, _ b: Slot) {
    emitter.emit(opcode, a.number, b.number)
  }

  /// A fused comparison and jump.
  mutating func jump(_ opcode: Opcode, _ a: Operand, _ b: Operand, to label: Label) {
    let (left, right) = (emitter.slot(a), emitter.slot(b))
    emitter.emit(opcode, left.number, right.number, emitter.target(label))
  }

  /// To the label when the truth value is as wanted.
  mutating func jump(_ truth: Operand, when wanted: Bool, to label: Label) {
    if let known = truth.known {
      if (known != 0) == wanted { emitter.jump(to: label) }
      return
    }
    let slot = emitter.slot(truth)
    emitter.emit(wanted ? .jumpIf : .jumpUnless, slot.number, emitter.target(label))
  }

  // MARK: Moving

  /// Copies into temporaries.
  mutating func copy(_ operand: Operand, to slot: Slot, size: Int) {
    guard size > 0, isReachable, operand != .slots(slot) else { return }
    let source = emitter.slot(operand)
    if size == 1 {
      emit(.copy, slot, source)
    } else {
      emitter.emit(.copyBlock, slot.number, source.number, Int32(size))
    }
  }

  /// The value, in slots that nothing changes later.
  mutating func stable(_ operand: Operand, size: Int) -> Operand {
    guard case .slots(let slot) = operand, mayChange(slot), size > 0 else { return operand }
    let copied = emitter.temporary(size)
    copy(operand, to: copied, size: size)
    return .slots(copied)
  }

  /// Parts side by side.
  mutating func assembled(_ parts: [(value: Operand, size: Int)]) -> Operand {
    let parts = parts.filter { $0.size > 0 }
    if parts.count == 1 { return parts[0].value }
    var values: [Int64] = []
    for case .constant(let part) in parts.map(\.value) { values += part }
    let size = parts.reduce(0) { $0 + $1.size }
    if values.count == size { return .constant(values) }
    let whole = emitter.temporary(size)
    var offset = 0
    for part in parts {
      copy(part.value, to: whole + offset, size: part.size)
      offset += part.size
    }
    return .slots(whole)
  }

  // MARK: Computing

  /// Arithmetic that cannot fail.
  mutating func compute(_ opcode: Opcode, _ left: Operand, _ right: Operand) -> Operand {
    if let a = left.known, let b = right.known, let value = folded(opcode, a, b) {
      return .scalar(value)
    }
    if let value = neutral(opcode, left, right) { return value }
    let target = emitter.temporary()
    let (a, b) = (emitter.slot(left), emitter.slot(right))
    emit(opcode, target, a, b, literal: opcode.hasSite ? -1 : 0)
    return .slots(target)
  }

  /// The side that is the result already.
  private func neutral(_ opcode: Opcode, _ left: Operand, _ right: Operand) -> Operand? {
    switch (opcode, left.known, right.known) {
    case (.add, 0, _), (.bitOr, 0, _), (.multiply, 1, _): return right
    case (.add, _, 0), (.subtract, _, 0), (.bitOr, _, 0), (.bitAndNot, _, 0), (.multiply, _, 1),
      (.divide, _, 1):
      return left
    default: return nil
    }
  }

  /// The result of an instruction on known values; nil when it fails.
  func folded(_ opcode: Opcode, _ a: Int64, _ b: Int64) -> Int64? {
    switch opcode {
    case .add: return exact(a.addingReportingOverflow(b))
    case .subtract: return exact(a.subtractingReportingOverflow(b))
    case .multiply: return exact(a.multipliedReportingOverflow(by: b))
    case .divide: return exact(a.dividedReportingOverflow(by: b))
    case .remainder: return exact(a.remainderReportingOverflow(dividingBy: b))
    case .minimum: return min(a, b)
    case .maximum: return max(a, b)
    case .equal: return a == b ? 1 : 0
    case .notEqual: return a != b ? 1 : 0
    case .less: return a < b ? 1 : 0
    case .lessOrEqual: return a <= b ? 1 : 0
    case .and: return a & b
    case .or: return a | b
    case .testBit: return (0..<64).contains(b) ? a >> b & 1 : 0
    case .setBit: return a | 1 << b
    case .clearBit: return a & ~(1 << b)
    case .bitAnd: return a & b
    case .bitOr: return a | b
    case .bitAndNot: return a & ~b
    default: return nil
    }
  }

  private func exact(_ result: (partialValue: Int64, overflow: Bool)) -> Int64? {
    result.overflow ? nil : result.partialValue
  }

  mutating func negation(_ truth: Operand) -> Operand {
    if let known = truth.known { return .truth(known == 0) }
    let target = emitter.temporary()
    emit(.not, target, emitter.slot(truth))
    return .slots(target)
  }

  mutating func populationCount(_ word: Operand) -> Operand {
    if let known = word.known { return .scalar(Int64(known.nonzeroBitCount)) }
    let target = emitter.temporary()
    emit(.populationCount, target, emitter.slot(word))
    return .slots(target)
  }

  /// Adds in place to a temporary.
  mutating func increment(_ slot: Slot, by amount: Operand = .scalar(1)) {
    emit(.add, slot, slot, emitter.slot(amount), literal: -1)
  }
}

extension Opcode {
  /// Whether the last operand is the site of its failure.
  var hasSite: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .remainder, .negate, .checkRange: return true
    default: return false
    }
  }
}

/// Collects what several ways lead to, in one temporary.
struct Join {
  let slot: Slot
  let size: Int
  private var count = 0
  private var last: Operand?

  init(_ generator: inout Generator, size: Int) {
    slot = generator.emitter.temporary(size)
    self.size = size
  }

  /// One way's value.
  mutating func add(_ value: Operand, _ generator: inout Generator) {
    guard generator.isReachable else { return }
    generator.copy(value, to: slot, size: size)
    count += 1
    last = value
  }

  /// The value after all ways: known when there was one way and it was known.
  var value: Operand {
    if count == 1, case .constant? = last { return last! }
    if size == 0 { return .constant([]) }
    return .slots(slot)
  }
}
