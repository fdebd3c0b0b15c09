/// Finds computations of which nothing is ever read, against the direction of the code.
struct Liveness {
  private let code: [Instruction]
  private let temporariesStart: Int
  private let isTarget: [Bool]
  private let hasLoops: Bool
  /// Temporaries that addresses may lead to are read by whatever follows them.
  private let memory: [UInt64]
  private(set) var isKept: [Bool]

  /// A set of temporaries, 64 to a word.
  private var current: [UInt64]
  /// What is read behind places that jumps lead to.
  private var atTargets: [[UInt64]?]

  /// - Parameter isMemory: by temporary, whether addresses may lead to it.
  init(
    code: [Instruction], isKept: [Bool], flow: CodeFlow, temporariesStart: Int, isMemory: [Bool]
  ) {
    self.code = code
    self.isKept = isKept
    isTarget = flow.isTarget
    hasLoops = !flow.loops.isEmpty
    self.temporariesStart = temporariesStart
    var memory = [UInt64](repeating: 0, count: isMemory.count / 64 + 1)
    for (index, isMemory) in isMemory.enumerated() where isMemory {
      memory[index / 64] |= 1 << UInt64(index % 64)
    }
    self.memory = memory
    current = memory
    atTargets = Array(repeating: nil, count: code.count)
  }

  /// Drops what is not read. Where jumps lead back, what is read behind them is known only when
  /// nothing new has been found.
  mutating func run() {
    if hasLoops { while follow(isFinal: false) {} }
    _ = follow(isFinal: true)
  }

  /// - Returns: whether more is read where jumps lead back than was known.
  private mutating func follow(isFinal: Bool) -> Bool {
    var isChanged = false
    var leadingBack: Set<Int> = []
    for place in code.indices.reversed() {
      let i = code[place]
      if isKept[place] {
        if i.endsStraightLine { current = memory }
        if let target = i.target {
          if target <= place { leadingBack.insert(target) }
          if let live = atTargets[target] { add(live) }
        }
        if i.isPure && !isAnyRead(i) {
          if isFinal { isKept[place] = false }
        } else {
          pass(i)
        }
      }
      guard isTarget[place] else { continue }
      if leadingBack.contains(place) && atTargets[place] != current { isChanged = true }
      atTargets[place] = current
    }
    return isChanged && !isFinal
  }

  private mutating func add(_ live: [UInt64]) {
    for word in current.indices { current[word] |= live[word] }
  }

  private mutating func pass(_ i: Instruction) {
    for case .writesTemporaries(let first, let count) in i.operands {
      for slot in Int(first)..<Int(first + count) {
        let index = slot - temporariesStart
        current[index / 64] &= ~(1 << UInt64(index % 64)) | memory[index / 64]
      }
    }
    for case .reads(let first, let count) in i.operands {
      for slot in Int(first)..<Int(first + count) where slot >= temporariesStart {
        let index = slot - temporariesStart
        current[index / 64] |= 1 << UInt64(index % 64)
      }
    }
  }

  private func isAnyRead(_ i: Instruction) -> Bool {
    for case .writesTemporaries(let first, let count) in i.operands {
      for slot in Int(first)..<Int(first + count) {
        let index = slot - temporariesStart
        if current[index / 64] >> UInt64(index % 64) & 1 == 1 { return true }
      }
    }
    return false
  }
}

extension Instruction {
  /// Whether it does nothing but give temporaries their values, and cannot fail.
  fileprivate var isPure: Bool {
    switch opcode {
    case .copy, .copyBlock, .load, .loadBlock, .address, .addressOf, .minimum, .maximum: true
    case .equal, .notEqual, .less, .lessOrEqual, .not, .and, .or, .equalBlock, .lessBlock: true
    case .testBit, .setBit, .clearBit, .bitAnd, .bitOr, .bitAndNot, .populationCount, .nextBit:
      true
    case .add, .subtract, .multiply, .divide, .remainder, .negate: d < 0
    default: false
    }
  }
}
