import Engine
import Testing

/// What one instruction makes of constants; the expected values are written down, not computed.
struct OperationExample: Sendable, CustomTestStringConvertible {
  enum Expected: Equatable, Sendable {
    case value(Int64)
    case failure
  }

  var opcode: Opcode
  var operands: [Int64]
  var expected: Expected

  var testDescription: String { "\(opcode) \(operands)" }

  static func gives(_ opcode: Opcode, _ operands: Int64..., value: Int64) -> Self {
    OperationExample(opcode: opcode, operands: operands, expected: .value(value))
  }

  static func fails(_ opcode: Opcode, _ operands: Int64...) -> Self {
    OperationExample(opcode: opcode, operands: operands, expected: .failure)
  }

  static let arithmetic: [Self] = [
    .gives(.copy, -7, value: -7),
    .gives(.add, 2, 3, value: 5),
    .gives(.add, .max, -1, value: .max - 1),
    .fails(.add, .max, 1),
    .fails(.add, .min, -1),
    .gives(.subtract, 2, 5, value: -3),
    .gives(.subtract, -1, .max, value: .min),
    .fails(.subtract, .min, 1),
    .fails(.subtract, 0, .min),
    .gives(.multiply, -4, 6, value: -24),
    .gives(.multiply, 1 << 31, 1 << 31, value: 1 << 62),
    .fails(.multiply, 1 << 32, 1 << 31),
    .fails(.multiply, .min, -1),
    .gives(.divide, 7, 2, value: 3),
    .gives(.divide, -7, 2, value: -3),
    .gives(.divide, 7, -2, value: -3),
    .fails(.divide, 7, 0),
    .fails(.divide, .min, -1),
    .gives(.remainder, 7, 2, value: 1),
    .gives(.remainder, -7, 2, value: -1),
    .gives(.remainder, 7, -2, value: 1),
    .fails(.remainder, 7, 0),
    .gives(.negate, 5, value: -5),
    .gives(.negate, .max, value: .min + 1),
    .fails(.negate, .min),
    .gives(.minimum, -1, 4, value: -1),
    .gives(.minimum, 4, -1, value: -1),
    .gives(.maximum, -1, 4, value: 4),
    .gives(.maximum, .min, .max, value: .max),
  ]

  static let truth: [Self] = [
    .gives(.equal, 3, 3, value: 1),
    .gives(.equal, 3, -3, value: 0),
    .gives(.notEqual, 3, 3, value: 0),
    .gives(.notEqual, 3, 4, value: 1),
    .gives(.less, -1, 0, value: 1),
    .gives(.less, 0, 0, value: 0),
    .gives(.less, .max, .min, value: 0),
    .gives(.lessOrEqual, 0, 0, value: 1),
    .gives(.lessOrEqual, 1, 0, value: 0),
    .gives(.not, 0, value: 1),
    .gives(.not, 1, value: 0),
    .gives(.and, 1, 1, value: 1),
    .gives(.and, 1, 0, value: 0),
    .gives(.and, 0, 1, value: 0),
    .gives(.or, 0, 0, value: 0),
    .gives(.or, 1, 0, value: 1),
    .gives(.or, 0, 1, value: 1),
  ]

  static let bits: [Self] = [
    .gives(.testBit, 0b100, 2, value: 1),
    .gives(.testBit, 0b100, 1, value: 0),
    .gives(.testBit, -1, 63, value: 1),
    .gives(.testBit, -1, 64, value: 0),
    .gives(.testBit, -1, -1, value: 0),
    .gives(.setBit, 0b100, 0, value: 0b101),
    .gives(.setBit, 0, 63, value: .min),
    .gives(.clearBit, 0b101, 0, value: 0b100),
    .gives(.clearBit, 0b100, 0, value: 0b100),
    .gives(.clearBit, -1, 63, value: .max),
    .gives(.bitAnd, 0b1100, 0b1010, value: 0b1000),
    .gives(.bitOr, 0b1100, 0b1010, value: 0b1110),
    .gives(.bitAndNot, 0b1100, 0b1010, value: 0b0100),
    .gives(.populationCount, 0b1011, value: 3),
    .gives(.populationCount, -1, value: 64),
    .gives(.nextBit, 0b10100, 0, value: 2),
    .gives(.nextBit, 0b10100, 2, value: 2),
    .gives(.nextBit, 0b10100, 3, value: 4),
    .gives(.nextBit, 0b10100, 5, value: 64),
    .gives(.nextBit, .min, 63, value: 63),
    .gives(.nextBit, -1, 64, value: 64),
    .gives(.nextBit, 0b1, -5, value: 0),
  ]
}

@Suite("An operation")
struct OperationTests {
  @Test("gives what is written down", arguments: OperationExample.arithmetic)
  func arithmetic(example: OperationExample) { check(example) }

  @Test("of truth gives 0 or 1", arguments: OperationExample.truth)
  func truth(example: OperationExample) { check(example) }

  @Test("on bits treats a slot as a set of 64", arguments: OperationExample.bits)
  func bits(example: OperationExample) { check(example) }

  private func check(_ example: OperationExample) {
    var b = ProgramBuilder()
    let result = b.field(width: 64, minimum: .min)
    let temporary = b.temporary()
    b.action { b in
      let operands = example.operands.map { b.constant($0) }
      b.emit(example.opcode, temporary, operands[0], operands.last!, 5)
      b.emit(.store, result, temporary)
      b.emit(.end)
    }
    #expect(outcome(of: b) == example.expected)
  }

  /// What the only action of the program leaves in its first field, of 64 bits from `Int64.min` on.
  private func outcome(of builder: ProgramBuilder) -> OperationExample.Expected? {
    var builder = builder
    let program = builder.build()
    let start = [UInt64](repeating: 0, count: program.layout.wordCount)
    switch ProgramRunner(program).run(action: 0, from: start).first?.result {
    case .failure(let site): return site == 5 ? .failure : nil
    case .state(let words, _): return .value(Int64(bitPattern: words[0]) &+ .min)
    case nil: return nil
    }
  }

  @Test(
    "checks that a value is within its range",
    arguments: [(1, true), (2, true), (4, true), (0, false), (5, false), (.max, false)]
      as [(Int64, Bool)])
  func checkRange(value: Int64, isInside: Bool) {
    var b = ProgramBuilder()
    let result = b.field(width: 64, minimum: .min)
    b.action { b in
      b.emit(.checkRange, b.constant(value), b.constant(1), b.constant(4), 5)
      b.emit(.store, result, b.constant(value))
      b.emit(.end)
    }
    #expect(outcome(of: b) == (isInside ? .value(value) : .failure))
  }

  @Test(
    "compares blocks slot by slot",
    arguments: [
      ([1, 2, 3], [1, 2, 3], 1, 0), ([1, 2, 3], [1, 2, 4], 0, 1), ([2, 0, 0], [1, 9, 9], 0, 0),
      ([-1, 5, 5], [0, 0, 0], 0, 1),
    ] as [([Int64], [Int64], Int64, Int64)])
  func blocks(first: [Int64], second: [Int64], areEqual: Int64, precedes: Int64) {
    for (opcode, expected) in [(Opcode.equalBlock, areEqual), (.lessBlock, precedes)] {
      var b = ProgramBuilder()
      let result = b.field(width: 64, minimum: .min)
      let temporary = b.temporary()
      b.action { b in
        b.emit(opcode, temporary, b.constantBlock(first), b.constantBlock(second), 3)
        b.emit(.store, result, temporary)
        b.emit(.end)
      }
      #expect(outcome(of: b) == .value(expected))
    }
  }

  @Test(
    "jumps when its condition is met",
    arguments: [
      (.jump, 0, 0, true), (.jumpIf, 2, 0, true), (.jumpIf, 0, 0, false),
      (.jumpUnless, 0, 0, true), (.jumpUnless, 1, 0, false), (.jumpIfEqual, 3, 3, true),
      (.jumpIfEqual, 3, 4, false), (.jumpIfNotEqual, 3, 4, true), (.jumpIfNotEqual, 3, 3, false),
      (.jumpIfLess, -1, 0, true), (.jumpIfLess, 0, 0, false), (.jumpIfNotLess, 0, 0, true),
      (.jumpIfNotLess, -1, 0, false),
    ] as [(Opcode, Int64, Int64, Bool)])
  func jumps(opcode: Opcode, first: Int64, second: Int64, isTaken: Bool) {
    var b = ProgramBuilder()
    let result = b.field(width: 64, minimum: .min)
    b.action { b in
      let (a, c, to) = (b.constant(first), b.constant(second), b.label("taken"))
      switch opcode {
      case .jump: b.emit(opcode, to)
      case .jumpIf, .jumpUnless: b.emit(opcode, a, to)
      default: b.emit(opcode, a, c, to)
      }
      b.set(result, to: 1)
      b.emit(.end)
      b.place("taken")
      b.set(result, to: 2)
      b.emit(.end)
    }
    #expect(outcome(of: b) == .value(isTaken ? 2 : 1))
  }
}
