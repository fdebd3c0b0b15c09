import Engine

/// Collects instructions, constants and temporaries, and gives everything its final number at the
/// end.
///
/// Code behind a jump, a failure or an end that no label makes reachable again is not kept: what a
/// folded condition excludes disappears by itself.
struct Emitter {
  /// More instructions than this are refused: the spec is unrolled too far.
  private let instructionsMax: Int

  private(set) var code: [Instruction] = []
  /// False where nothing can arrive, so that nothing need be kept.
  private(set) var isReachable = true
  private(set) var isOverfull = false

  private var positions: [Int] = []
  private var isUsed: [Bool] = []
  /// Where the last label was placed: the instruction before it must stay.
  private var lastPlaced = -1

  private var constants: [Int64] = []
  private var constantIndices: [Int64: Int] = [:]
  private var blockIndices: [[Int64]: Int] = [:]

  private var temporaryCount = 0
  private var temporaryCountMax = 0

  init(instructionsMax: Int) { self.instructionsMax = instructionsMax }

  // MARK: Instructions

  mutating func emit(
    _ opcode: Opcode, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0, _ d: Int32 = 0
  ) {
    guard isReachable else { return }
    if code.count >= instructionsMax {
      isOverfull = true
      isReachable = false
      return
    }
    code.append(Instruction(opcode, a, b, c, d))
    switch opcode {
    case .jump, .disable, .fail, .end: isReachable = false
    default: break
    }
  }

  /// Starts code that is entered from outside.
  mutating func beginEntry() -> Int {
    isReachable = !isOverfull
    lastPlaced = code.count
    return code.count
  }

  // MARK: Labels

  mutating func makeLabel() -> Label {
    positions.append(-1)
    isUsed.append(false)
    return Label(id: positions.count - 1)
  }

  func isUsed(_ label: Label) -> Bool { isUsed[label.id] }

  /// The label as an operand of a jump that is about to be emitted.
  mutating func target(_ label: Label) -> Int32 {
    if isReachable { isUsed[label.id] = true }
    return Int32(label.id)
  }

  mutating func jump(to label: Label) {
    guard isReachable else { return }
    emit(.jump, target(label))
  }

  /// The label is here.
  mutating func place(_ label: Label) {
    removeJump(to: label)
    positions[label.id] = code.count
    if isUsed[label.id] && !isOverfull { isReachable = true }
    if isReachable { lastPlaced = code.count }
  }

  /// A jump to what follows it is none.
  private mutating func removeJump(to label: Label) {
    guard lastPlaced < code.count, let last = code.last, last.opcode == .jump,
      last.a == Int32(label.id), !isReachable
    else { return }
    code.removeLast()
    isReachable = !isOverfull
  }

  // MARK: Slots

  mutating func constant(_ value: Int64) -> Slot {
    if let index = constantIndices[value] { return .constant(index) }
    constants.append(value)
    constantIndices[value] = constants.count - 1
    return .constant(constants.count - 1)
  }

  /// Constants side by side.
  mutating func constants(_ values: [Int64]) -> Slot {
    if values.count == 1 { return constant(values[0]) }
    if let index = blockIndices[values] { return .constant(index) }
    let index = constants.count
    constants += values
    blockIndices[values] = index
    return .constant(index)
  }

  mutating func slot(_ operand: Operand) -> Slot {
    switch operand {
    case .slots(let slot): return slot
    case .constant(let values): return constants(values)
    }
  }

  mutating func temporary(_ size: Int = 1) -> Slot {
    defer { temporaryCount += size }
    temporaryCountMax = max(temporaryCountMax, temporaryCount + size)
    return .temporary(temporaryCount)
  }

  /// Temporaries in use; `releaseTemporaries` goes back to it.
  var temporaryMark: Int { temporaryCount }

  mutating func releaseTemporaries(to mark: Int) { temporaryCount = mark }

  // MARK: The end

  /// The code with final numbers, the constants, and how many temporaries it takes.
  func finished(fieldCount: Int) -> (code: [Instruction], constants: [Int64], temporaries: Int) {
    let firstConstant = Int32(2 * fieldCount)
    let firstTemporary = firstConstant + Int32(constants.count)
    let final = code.map { instruction in
      instruction.mapOperands { role, operand in
        switch role {
        case .literal: return operand
        case .label: return Int32(destination(of: Int(operand)))
        case .slot where operand < 0: return firstConstant - 1 - operand
        case .slot where operand >= Slot.firstTemporary:
          return operand - Slot.firstTemporary + firstTemporary
        case .slot: return operand
        }
      }
    }
    return (final, constants, temporaryCountMax)
  }

  /// Where a jump to a label leads in the end: jumps to jumps are followed, a few times.
  private func destination(of label: Int) -> Int {
    var position = positions[label]
    for _ in 0..<16 {
      guard position < code.count, code[position].opcode == .jump else { break }
      position = positions[Int(code[position].a)]
    }
    return position
  }
}
