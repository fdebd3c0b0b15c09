/// One operand of an instruction, by what it does to the frame or to the flow.
package enum Operand: Hashable, Sendable {
  /// Slots that are read.
  case reads(Int32, count: Int32)
  /// Temporary slots that are written.
  case writesTemporaries(Int32, count: Int32)
  /// Fields that are written.
  case writesFields(Int32, count: Int32)
  /// How many slots a block has that begins at an address known only when running.
  case blockSize(Int32)
  /// A jump's target.
  case target(Int32)
  /// The site of a failure or of a finding.
  case site(Int32)
  /// The site of a failure, or -1 where the compiler knows that there is none.
  case siteOrNone(Int32)
  case branch(Int32)
  /// The slots that an address computed from here on may lead to.
  case object(Int32, count: Int32)
}

extension Instruction {
  /// What each operand is; those that are not listed are free literals or not used.
  package var operands: [Operand] {
    switch opcode {
    case .copy, .copyBlock, .load, .loadBlock, .put, .putBlock, .address, .addressOf:
      moveOperands
    case .store, .storeBlock, .storeAt, .storeBlockAt:
      storeOperands
    case .add, .subtract, .multiply, .divide, .remainder, .negate, .minimum, .maximum, .checkRange:
      arithmeticOperands
    case .equal, .notEqual, .less, .lessOrEqual, .not, .and, .or, .equalBlock, .lessBlock:
      truthOperands
    case .testBit, .setBit, .clearBit, .bitAnd, .bitOr, .bitAndNot, .nextBit:
      [.writesTemporaries(a, count: 1), .reads(b, count: 1), .reads(c, count: 1)]
    case .populationCount:
      [.writesTemporaries(a, count: 1), .reads(b, count: 1)]
    case .jump, .jumpIf, .jumpUnless, .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfNotLess:
      jumpOperands
    case .choose: [.writesTemporaries(a, count: 1), .reads(b, count: 1)]
    case .disable: []
    case .fail: [.site(a)]
    case .expect: [.reads(a, count: 1), .site(b)]
    case .cover: [.branch(a)]
    case .end: [.reads(a, count: 1)]
    }
  }

  /// Whether the instruction after this one is never the next to run.
  package var endsStraightLine: Bool {
    switch opcode {
    case .jump, .disable, .fail, .end: true
    default: false
    }
  }

  private var moveOperands: [Operand] {
    switch opcode {
    case .copyBlock: [.writesTemporaries(a, count: c), .reads(b, count: c)]
    case .load: [.writesTemporaries(a, count: 1), .reads(b, count: 1)]
    case .loadBlock: [.writesTemporaries(a, count: d), .reads(b, count: 1)]
    case .put: [.reads(a, count: 1), .reads(c, count: 1)]
    case .putBlock: [.reads(a, count: 1), .reads(c, count: d), .blockSize(d)]
    case .address: [.writesTemporaries(a, count: 1), .reads(b, count: 1), .reads(c, count: 1)]
    case .addressOf: [.writesTemporaries(a, count: 1), .object(b, count: c)]
    default: [.writesTemporaries(a, count: 1), .reads(b, count: 1)]
    }
  }

  private var storeOperands: [Operand] {
    switch opcode {
    case .storeBlock: [.writesFields(a, count: c), .reads(b, count: c)]
    case .storeAt: [.reads(a, count: 1), .reads(c, count: 1)]
    case .storeBlockAt: [.reads(a, count: 1), .reads(c, count: d), .blockSize(d)]
    default: [.writesFields(a, count: 1), .reads(b, count: 1)]
    }
  }

  private var arithmeticOperands: [Operand] {
    switch opcode {
    case .negate: [.writesTemporaries(a, count: 1), .reads(b, count: 1), .siteOrNone(d)]
    case .minimum, .maximum:
      [.writesTemporaries(a, count: 1), .reads(b, count: 1), .reads(c, count: 1)]
    case .checkRange: [.reads(a, count: 1), .reads(b, count: 1), .reads(c, count: 1), .site(d)]
    default:
      [.writesTemporaries(a, count: 1), .reads(b, count: 1), .reads(c, count: 1), .siteOrNone(d)]
    }
  }

  private var truthOperands: [Operand] {
    switch opcode {
    case .not: [.writesTemporaries(a, count: 1), .reads(b, count: 1)]
    case .equalBlock, .lessBlock:
      [.writesTemporaries(a, count: 1), .reads(b, count: d), .reads(c, count: d)]
    default: [.writesTemporaries(a, count: 1), .reads(b, count: 1), .reads(c, count: 1)]
    }
  }

  private var jumpOperands: [Operand] {
    switch opcode {
    case .jump: [.target(a)]
    case .jumpIf, .jumpUnless: [.reads(a, count: 1), .target(b)]
    default: [.reads(a, count: 1), .reads(b, count: 1), .target(c)]
    }
  }
}
