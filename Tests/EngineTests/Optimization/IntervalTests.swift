import Testing

@testable import Engine

/// What intervals say of an operation holds of it in every case, by the plain interpreter.
@Suite("Intervals")
struct IntervalTests {
  private static let numbers: [Int64] = [
    .min, .min + 1, -3, -1, 0, 1, 2, 5, 63, 64, .max - 1, .max,
  ]
  private static let opcodes: [Opcode] = [
    .add, .subtract, .multiply, .divide, .remainder, .negate, .minimum, .maximum, .equal,
    .notEqual, .less, .lessOrEqual, .not, .and, .or, .testBit, .setBit, .clearBit, .bitAnd,
    .bitOr, .bitAndNot, .populationCount, .nextBit,
  ]

  /// The result, nil for a failure.
  private func result(_ opcode: Opcode, _ b: Int64, _ c: Int64) -> Int64? {
    var builder = ProgramBuilder()
    let (first, second) = (
      builder.field(width: 64, minimum: .min), builder.field(width: 64, minimum: .min)
    )
    let target = builder.temporary()
    builder.check(.measure) {
      $0.emit(opcode, target, first, second, 0)
      $0.emit(.end, target)
    }
    let program = builder.build()
    var twin = TwinInterpreter(program)
    let entry = program.checks[0].entry
    guard case .completed(let result, _) = twin.run(from: entry, fields: [b, c], choices: []).end
    else { return nil }
    return result
  }

  @Test("hold of each operation on numbers within them", arguments: opcodes)
  func results(opcode: Opcode) {
    let ends = opcode == .setBit || opcode == .clearBit ? [0, 1, 5, 62, 63] : Self.numbers
    let table = Self.numbers.map { b in ends.map { c in result(opcode, b, c) } }
    for (lowB, highB) in pairs(Self.numbers.count) {
      for (lowC, highC) in pairs(ends.count) {
        let found = opcode.result(
          Interval(Self.numbers[lowB], Self.numbers[highB]), Interval(ends[lowC], ends[highC]))
        let results = table[lowB...highB].flatMap { $0[lowC...highC] }
        let holds = results.allSatisfy { $0.map { found.interval.contains($0) } ?? found.mayFail }
        #expect(holds, "of numbers \(lowB) to \(highB) and \(lowC) to \(highC)")
      }
    }
  }

  @Test("of single numbers say whether arithmetic fails", arguments: opcodes.prefix(6))
  func failures(opcode: Opcode) {
    for b in Self.numbers {
      for c in Self.numbers {
        let found = opcode.result(Interval(b, b), Interval(c, c))
        #expect(found.mayFail == (result(opcode, b, c) == nil), "\(b) \(c)")
      }
    }
  }

  private func pairs(_ count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { low in (low..<count).map { (low, $0) } }
  }
}
