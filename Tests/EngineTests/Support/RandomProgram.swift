import Engine
import TestSupport

/// Draws small programs that use every instruction. Jumps lead forward, but for loops that count
/// how often they run, so all runs end.
struct RandomProgram {
  private var random: SplitMix64
  private var b = ProgramBuilder()
  private var fields: [Operand32] = []
  private var temporaries: [Operand32] = []
  private var block: Operand32 = 0
  /// How often a loop has run; nothing else writes it.
  private var counter: Operand32 = 0
  private var labelCount = 0
  private let width: Int
  private let minimum: Int64
  private let mayLoop: Bool
  /// Whether arithmetic may be with numbers so large that it overflows.
  private let mayOverflow: Bool

  static let blockSize = 4

  static func program(seed: UInt64) -> Program {
    var generator = RandomProgram(seed: seed)
    return generator.build()
  }

  private init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    // Both at once end most runs, and few states are left.
    mayLoop = seed % 3 == 0
    mayOverflow = seed % 3 == 1
    // All fields but one have the same range, so that what fits one fits another.
    width = Int.random(in: 1...2, using: &random)
    minimum = Int64.random(in: -1...1, using: &random)
    let count = Int.random(in: 3...4, using: &random)
    for index in 0..<count {
      fields.append(b.field(width: width, minimum: minimum, enumeration: index == 0 ? 0 : nil))
    }
    if Bool.random(using: &random) { _ = b.field(width: 64, minimum: .min) }
    temporaries = (0..<5).map { _ in b.temporary() }
    block = b.temporary(Self.blockSize)
    counter = b.temporary()
    b.siteCount = 6
    b.branchCount = 4
  }

  private mutating func build() -> Program {
    b.initialize { _ in }
    emitBody(length: 6, mayFail: Int.random(in: 0..<4, using: &random) == 0, isStep: true)
    for _ in 0..<Int.random(in: 2...5, using: &random) {
      let roles: [GroundAction.Role] = [.ordinary, .ordinary, .urgent, .tick, .scripted]
      b.action(roles.randomElement(using: &random)!) { _ in }
      emitBody(
        length: 10, mayFail: Bool.random(using: &random), isStep: true,
        hasGuard: Int.random(in: 0..<3, using: &random) == 0)
    }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let roles: [StateCheck.Role] = [.invariant, .reachable, .measure, .constraint, .terminal]
      b.check(roles.randomElement(using: &random)!) { _ in }
      emitBody(length: 6, mayFail: Bool.random(using: &random), isStep: false)
    }
    return b.build()
  }

  /// A slot whose value is one of the range.
  private mutating func constant(_ range: ClosedRange<Int64>) -> Operand32 {
    b.constant(Int64.random(in: range, using: &random))
  }

  /// A slot to read: of the state, of the old state, a constant or a temporary.
  private mutating func source() -> Operand32 {
    switch Int.random(in: 0..<8, using: &random) {
    case 0...2: fields.randomElement(using: &random)!
    case 3: b.old(fields.randomElement(using: &random)!)
    case 4, 5: constant(-1...3)
    default: temporaries.randomElement(using: &random)!
    }
  }

  private mutating func temporary() -> Operand32 { temporaries.randomElement(using: &random)! }

  private mutating func emitBody(
    length: Int, mayFail: Bool, isStep: Bool, hasGuard: Bool = false
  ) {
    if hasGuard {
      for _ in 0..<Int.random(in: 1...2, using: &random) { emitComparison() }
    }
    // What a temporary holds must not depend on the run before.
    for temporary in temporaries { b.emit(.copy, temporary, initialSource()) }
    for offset in 0..<Self.blockSize {
      b.emit(.copy, Operand32(code: block.code + Int64(offset)), constant(0...2))
    }
    for _ in 0..<length { emitSomething(mayFail: mayFail, isStep: isStep) }
    if mayLoop && Int.random(in: 0..<3, using: &random) == 0 {
      emitLoop(mayFail: mayFail, isStep: isStep)
      for _ in 0..<length / 3 { emitSomething(mayFail: mayFail, isStep: isStep) }
    }
    b.emit(.end, temporary())
  }

  private mutating func initialSource() -> Operand32 {
    Bool.random(using: &random) ? fields.randomElement(using: &random)! : constant(-1...3)
  }

  /// A guard as actions begin with, which the engine may test without running it.
  private mutating func emitComparison() {
    labelCount += 1
    let name = "l\(labelCount)"
    let field = fields.randomElement(using: &random)!
    let isOutside = Int.random(in: 0..<8, using: &random) == 0
    let value = isOutside ? constant(-1...3) : constant(minimum...(minimum + 1))
    // Whether the jump is for those that may pass.
    let passes = Bool.random(using: &random)
    let target = b.label(passes ? name : name + "else")
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: b.emit(passes ? .jumpIfEqual : .jumpIfNotEqual, value, field, target)
    case 2, 3: b.emit(passes ? .jumpIfNotEqual : .jumpIfEqual, field, value, target)
    case 4: b.emit(.jumpIf, field, target)
    case 5: b.emit(.jumpUnless, field, target)
    case 6:
      b.emit(.testBit, temporaries[0], field, value)
      b.emit(passes ? .jumpIf : .jumpUnless, temporaries[0], target)
    default:
      b.emit(.equal, temporaries[1], value, field)
      b.emit(.jumpUnless, temporaries[1], target)
    }
    b.emit(.jump, b.label(passes ? name + "else" : name))
    b.place(name + "else")
    b.emit(.disable)
    b.place(name)
  }

  private mutating func emitSomething(mayFail: Bool, isStep: Bool) {
    switch Int.random(in: 0..<14, using: &random) {
    case 0, 1: emitComputation(mayFail: mayFail)
    case 2: emitBits()
    case 3: emitBlocks()
    case 4: emitGuard(mayFail: mayFail, isStep: isStep)
    case 5, 6: if isStep { emitChoice() }
    case 7...12: if isStep { emitStore() } else { emitComputation(mayFail: mayFail) }
    default: b.emit(.cover, Operand32(Int.random(in: 0..<4, using: &random)))
    }
  }

  private mutating func emitComputation(mayFail: Bool) {
    let site = Operand32(Int.random(in: 0..<6, using: &random))
    let safe: [Opcode] = [
      .add, .subtract, .minimum, .maximum, .equal, .notEqual, .less, .lessOrEqual, .and, .or,
      .negate, .not, .copy,
    ]
    let failing: [Opcode] = [.divide, .remainder, .multiply, .checkRange]
    let opcode = (mayFail ? safe + failing : safe).randomElement(using: &random)!
    let edges: [Int64] = [.min, .min + 1, .max - 1, .max]
    let isAtEdge = mayFail && mayOverflow && Int.random(in: 0..<4, using: &random) == 0
    let second = isAtEdge ? b.constant(edges.randomElement(using: &random)!) : source()
    b.emit(opcode, temporary(), source(), second, site)
  }

  /// Code that runs up to three times, entered in its middle at times.
  private mutating func emitLoop(mayFail: Bool, isStep: Bool) {
    labelCount += 1
    let (start, middle) = ("start\(labelCount)", "middle\(labelCount)")
    b.emit(.copy, counter, b.constant(0))
    if Int.random(in: 0..<3, using: &random) == 0 {
      b.emit(.jumpIf, source(), b.label(middle))
    }
    b.place(start)
    for _ in 0..<3 { emitRepeated(mayFail: mayFail, isStep: isStep) }
    b.place(middle)
    for _ in 0..<2 { emitRepeated(mayFail: mayFail, isStep: isStep) }
    b.emit(.add, counter, counter, b.constant(1), -1)
    b.emit(.jumpIfLess, counter, constant(1...3), b.label(start))
  }

  private mutating func emitRepeated(mayFail: Bool, isStep: Bool) {
    switch Int.random(in: 0..<8, using: &random) {
    case 0...2: emitComputation(mayFail: mayFail)
    case 3: emitBits()
    case 4: emitBlocks()
    case 5: emitGuard(mayFail: mayFail, isStep: isStep)
    default: if isStep { emitStore() } else { emitComputation(mayFail: mayFail) }
    }
  }

  private mutating func emitBits() {
    let bit = constant(0...4)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: b.emit(.testBit, temporary(), source(), source())
    case 1:
      b.emit([.setBit, .clearBit].randomElement(using: &random)!, temporary(), source(), bit)
    case 2:
      let opcode: [Opcode] = [.bitAnd, .bitOr, .bitAndNot, .nextBit]
      b.emit(opcode.randomElement(using: &random)!, temporary(), source(), source())
    default: b.emit(.populationCount, temporary(), source())
    }
  }

  private mutating func emitBlocks() {
    let address = temporary()
    let half = Operand32(code: block.code + 2)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: b.emit(.copyBlock, block, fields[0], Operand32(min(fields.count, 3)))
    case 1: b.emit(.copyBlock, Operand32(code: block.code + 1), block, 3)
    case 2: b.emit(.equalBlock, temporary(), block, half, 2)
    case 3: b.emit(.lessBlock, temporary(), fields[0], block, 2)
    case 4:
      emitAddress(of: fields[0], among: fields.count, extent: fields.count, into: address)
      b.emit(.load, temporary(), address, 0)
    case 5:
      emitAddress(of: block, among: 3, extent: Self.blockSize, into: address)
      b.emit(.put, address, 1, source())
      b.emit(.loadBlock, temporaries[0], address, 0, 2)
    default:
      emitAddress(of: block, among: 2, extent: Self.blockSize, into: address)
      b.emit(.putBlock, address, 1, fields[0], 2)
    }
  }

  /// The address of one of `count` slots, chosen by a slot's low bit or bits.
  private mutating func emitAddress(
    of first: Operand32, among count: Int, extent: Int, into address: Operand32
  ) {
    let index = temporaries[0].code == address.code ? temporaries[1] : temporaries[0]
    b.emit(.bitAnd, index, source(), b.constant(count >= 4 ? 3 : 1))
    b.emit(.addressOf, address, first, Operand32(extent))
    b.emit(.address, address, address, index, 1)
  }

  private mutating func emitGuard(mayFail: Bool, isStep: Bool) {
    labelCount += 1
    let name = "l\(labelCount)"
    switch Int.random(in: 0..<7, using: &random) {
    case 6: b.emit(.jump, b.label(name))
    case 0: b.emit(.jumpIf, source(), b.label(name))
    case 1: b.emit(.jumpUnless, source(), b.label(name))
    case 2: b.emit(.jumpIfEqual, source(), source(), b.label(name))
    case 3: b.emit(.jumpIfNotEqual, source(), source(), b.label(name))
    case 4: b.emit(.jumpIfLess, source(), source(), b.label(name))
    default: b.emit(.jumpIfNotLess, source(), source(), b.label(name))
    }
    let site = Operand32(Int.random(in: 0..<6, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0 where mayFail: b.emit(.fail, site)
    case 1 where isStep: b.emit(.expect, source(), site)
    case 2, 3: if isStep { b.emit(.disable) } else { emitComputation(mayFail: mayFail) }
    default: emitComputation(mayFail: mayFail)
    }
    b.place(name)
  }

  private mutating func emitChoice() {
    b.emit(
      .choose, temporary(), constant(Int.random(in: 0..<4, using: &random) == 0 ? 0...1 : 2...4))
  }

  /// Makes a value fit the fields and stores it.
  private mutating func emitStore() {
    let (value, address) = (temporaries[3], temporaries[4])
    func fit(_ slot: Operand32) {
      b.emit(.bitAnd, slot, source(), b.constant(Int64(1 << width) - 1))
      b.emit(.add, slot, slot, b.constant(minimum), 0)
    }
    fit(value)
    let field = fields.randomElement(using: &random)!
    switch Int.random(in: 0..<5, using: &random) {
    case 0...2: b.emit(.store, field, value)
    case 3:
      emitAddress(of: fields[0], among: fields.count, extent: fields.count, into: address)
      b.emit(.storeAt, address, 0, value)
    default:
      let first = Operand32(code: block.code)
      for offset in 0..<2 { fit(Operand32(code: block.code + Int64(offset))) }
      if Bool.random(using: &random) {
        b.emit(.storeBlock, fields[0], first, 2)
      } else {
        b.emit(.addressOf, address, fields[fields.count - 2], 2)
        b.emit(.storeBlockAt, address, 0, first, 2)
      }
    }
  }
}
