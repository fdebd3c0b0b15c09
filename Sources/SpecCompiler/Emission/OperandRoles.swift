import Engine

/// What the four operands of an instruction are, for whoever renumbers them.
enum OperandRole {
  case literal, slot, label
}

extension Opcode {
  /// The roles of `a`, `b`, `c` and `d`.
  var roles: (OperandRole, OperandRole, OperandRole, OperandRole) {
    switch self {
    case .copy, .store, .not, .negate, .populationCount, .choose, .addressOf:
      return (.slot, .slot, .literal, .literal)
    case .copyBlock, .storeBlock, .load, .loadBlock:
      return (.slot, .slot, .literal, .literal)
    case .put, .putBlock, .storeAt, .storeBlockAt:
      return (.slot, .literal, .slot, .literal)
    case .address, .add, .subtract, .multiply, .divide, .remainder, .minimum, .maximum:
      return (.slot, .slot, .slot, .literal)
    case .checkRange, .equal, .notEqual, .less, .lessOrEqual, .and, .or, .equalBlock, .lessBlock:
      return (.slot, .slot, .slot, .literal)
    case .testBit, .setBit, .clearBit, .bitAnd, .bitOr, .bitAndNot, .nextBit:
      return (.slot, .slot, .slot, .literal)
    case .jump: return (.label, .literal, .literal, .literal)
    case .jumpIf, .jumpUnless: return (.slot, .label, .literal, .literal)
    case .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfNotLess:
      return (.slot, .slot, .label, .literal)
    case .disable, .fail, .cover: return (.literal, .literal, .literal, .literal)
    case .expect, .end: return (.slot, .literal, .literal, .literal)
    }
  }
}

extension Instruction {
  /// The same instruction with each operand mapped by its role.
  func mapOperands(_ change: (OperandRole, Int32) -> Int32) -> Instruction {
    let roles = opcode.roles
    return Instruction(
      opcode, change(roles.0, a), change(roles.1, b), change(roles.2, c), change(roles.3, d))
  }
}
