import TestSupport
import Testing

@testable import Engine

@Suite("A guard's filter")
struct GuardFilterTests {
  /// Fields: one bit; two bits from 1 on; a set of four; one of no bits.
  private struct Guards {
    var b = ProgramBuilder()
    var random: SplitMix64
    var fields: [Operand32] = []
    var temporaries: [Operand32] = []

    init(seed: UInt64) {
      random = SplitMix64(seed: seed)
      fields = [
        b.field(width: 1), b.field(width: 2, minimum: 1), b.field(width: 4),
        b.field(width: 0, minimum: 1),
      ]
      temporaries = [b.temporary(), b.temporary()]
    }

    mutating func program() -> Program {
      b.action { _ in }
      for number in 0..<Int.random(in: 1...4, using: &random) { emitComparison("\(number)") }
      b.emit(.store, fields[0], b.constant(1))
      b.emit(.end)
      return b.build()
    }

    /// Also comparisons that are never or always met, and temporaries that are overwritten between
    /// being computed and being asked.
    private mutating func emitComparison(_ name: String) {
      let field = fields.randomElement(using: &random)!
      let value = b.constant(Int64.random(in: -1...5, using: &random))
      let truth = temporaries.randomElement(using: &random)!
      let passes = Bool.random(using: &random)
      let target = b.label(passes ? name : name + "else")
      switch Int.random(in: 0..<12, using: &random) {
      case 0: b.emit(.jumpIfEqual, value, field, target)
      case 1: b.emit(.jumpIfNotEqual, field, value, target)
      case 2: b.emit(.jumpIf, field, target)
      case 3: b.emit(.jumpUnless, field, target)
      case 4: b.emit(.jumpIfLess, field, value, target)
      default:
        let opcode: [Opcode] = [.testBit, .equal, .notEqual, .notEqual]
        b.emit(opcode.randomElement(using: &random)!, truth, field, value)
        if Int.random(in: 0..<3, using: &random) == 0 {
          b.emit(.copy, temporaries.randomElement(using: &random)!, truth)
          b.emit(.copy, truth, field)
        }
        b.emit(
          Bool.random(using: &random) ? .jumpIf : .jumpUnless,
          temporaries.randomElement(using: &random)!, target)
      }
      b.emit(.jump, b.label(passes ? name + "else" : name))
      b.place(name + "else")
      b.emit(.disable)
      b.place(name)
    }
  }

  @Test("refuses no state in which the action has a run, and lets none in that it has not")
  func agreesWithCode() {
    var refused = 0
    var taken = 0
    for seed in 0..<400 as Range<UInt64> {
      var guards = Guards(seed: seed)
      let program = guards.program()
      let runner = ProgramRunner(program)
      var twin = TwinMachine(program)
      for state in 0..<128 as Range<UInt64> {
        let expected = twin.runs(entry: program.actions[0].entry, action: 0, from: [state])
        let runs = runner.run(action: 0, from: [state])
        if runs != expected { Issue.record("seed \(seed), state \(state)") }
        taken += runs.count
        refused += 1 - runs.count
      }
    }
    #expect(taken > 1000)
    #expect(refused > 1000)
  }

  @Test("is one mask and one value, and the code behind the guard is where a run begins")
  func twoPhaseCommit() {
    let program = TwoPhaseCommit.program(managers: 3)
    // The commit: bits 6 and 7 are the coordinator's state, 8 to 10 what it knows.
    let commit = program.guardFilter(from: program.actions[3].entry)
    #expect(commit.filter == GuardFilter(mask: 0b111_11_000000, value: 0b111_00_000000, word: 0))
    #expect(program.code[commit.entry].opcode == .store)
  }

  @Test("ends where the code does more than compare", arguments: [Opcode.cover, .fail, .store])
  func ends(opcode: Opcode) {
    var b = ProgramBuilder()
    let (x, y) = (b.field(width: 1), b.field(width: 1))
    b.action { b in
      b.require(x, equals: 1)
      b.emit(opcode, 0, 0)
      b.require(y, equals: 1)
      b.emit(.end)
    }
    let program = b.build()
    let (filter, entry) = program.guardFilter(from: program.actions[0].entry)
    #expect(filter == GuardFilter(mask: 1, value: 1, word: 0))
    #expect(program.code[entry].opcode == opcode)
  }
}
