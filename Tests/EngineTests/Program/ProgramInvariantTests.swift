import Engine
import Testing

@Suite("A program")
struct ProgramInvariantTests {
  private func flaw(_ body: (inout ProgramBuilder, Operand32) -> Void) -> String? {
    var b = ProgramBuilder()
    let x = b.field(width: 2)
    _ = b.constant(7)
    _ = b.temporary()
    body(&b, x)
    return b.build().firstFlaw()
  }

  @Test("is sound when all operands are what they should be")
  func sound() {
    #expect(TwoPhaseCommit.program(managers: 3).firstFlaw() == nil)
    for seed in 0..<20 as Range<UInt64> {
      #expect(RandomProgram.program(seed: seed).firstFlaw() == nil)
    }
  }

  // The frame: slot 0 the field, 1 the old field, 2 the constant, 3 the temporary.
  @Test(
    "is refused for an operand out of bounds",
    arguments: [
      (Instruction(.copy, 3, 4), "1 slots at 4 are not within 0..<4"),
      (Instruction(.copy, 3, -1), "1 slots at -1 are not within 0..<4"),
      (Instruction(.copy, 0, 2), "1 temporaries at 0 are not within 3..<4"),
      (Instruction(.add, 2, 3, 3), "1 temporaries at 2 are not within 3..<4"),
      (Instruction(.store, 1, 2), "1 fields at 1 are not within 0..<1"),
      (Instruction(.storeBlock, 0, 2, 2), "2 fields at 0 are not within 0..<1"),
      (Instruction(.copyBlock, 3, 0, -1), "-1 temporaries at 3 are not within 3..<4"),
      (Instruction(.putBlock, 3, 0, 0, -2), "-2 slots at 0 are not within 0..<4"),
      (Instruction(.jump, 99), "1 instructions at 99 are not within 0..<3"),
      (Instruction(.fail, 8), "1 sites at 8 are not within 0..<8"),
      (Instruction(.cover, 8), "1 branches at 8 are not within 0..<8"),
    ])
  func operands(instruction: Instruction, message: String) {
    let flaw = flaw { b, _ in
      b.action { b in
        b.emit(
          instruction.opcode, Operand32(Int(instruction.a)), Operand32(Int(instruction.b)),
          Operand32(Int(instruction.c)), Operand32(Int(instruction.d)))
        b.emit(.end)
      }
    }
    #expect(flaw == "instruction 0, \(instruction): \(message)")
  }

  @Test("is refused when its code runs past the end")
  func end() {
    var b = ProgramBuilder()
    b.initialize { $0.emit(.end) }
    b.action { $0.emit(.cover, 0) }
    #expect(b.build().firstFlaw() == "the code from entry 1 runs past its end")
  }

  @Test("is refused when a check changes the state")
  func check() {
    let flaw = flaw { b, x in
      b.check(.invariant) { b in
        b.set(x, to: 1)
        b.emit(.end, x)
      }
    }
    #expect(flaw == "instruction 0: a check contains store")
  }

  @Test("is refused when an enumeration is not there or too large")
  func enumerations() {
    var b = ProgramBuilder()
    _ = b.field(width: 2, enumeration: 1)
    b.enumerationCount = 1
    #expect(b.build().firstFlaw() == "field 0 is of enumeration 1, of 1")
    b = ProgramBuilder()
    _ = b.field(width: 17, enumeration: 0)
    #expect(b.build().firstFlaw() == "field 0 is an enumeration's and has 17 bits")
  }
}
