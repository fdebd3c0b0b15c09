import Engine
import Testing

/// What becomes of short programs, rule by rule.
@Suite("The optimization")
struct OptimizationTests {
  /// The code of an action with two fields `f0` and `f1` of 0...3, a signed one `f2` of all numbers
  /// and temporaries `t0` to `t5`.
  private struct Fixture {
    let b: ProgramBuilder
    let (f0, f1, f2): (Operand32, Operand32, Operand32)
    let t: [Operand32]

    init() {
      var b = ProgramBuilder()
      (f0, f1) = (b.field(width: 2), b.field(width: 2))
      f2 = b.field(width: 64, minimum: .min)
      t = (0..<6).map { _ in b.temporary() }
      self.b = b
    }
  }

  private func optimized(_ body: (inout ProgramBuilder, Fixture) -> Void) -> String {
    let fixture = Fixture()
    var builder = fixture.b
    builder.check(.measure) { body(&$0, fixture) }
    let program = builder.build().optimized()
    #expect(program.firstFlaw() == nil)
    return program.disassembly(from: program.checks[0].entry)
  }

  private func optimizedAction(_ body: (inout ProgramBuilder, Fixture) -> Void) -> String {
    let fixture = Fixture()
    var builder = fixture.b
    builder.action { body(&$0, fixture) }
    let program = builder.build().optimized()
    #expect(program.firstFlaw() == nil)
    return program.disassembly(from: program.actions[0].entry)
  }

  // MARK: Intervals

  @Test("takes the site from arithmetic that cannot overflow, and only from that")
  func sites() {
    let text = optimized { b, x in
      b.emit(.add, x.t[0], x.f0, x.f1, 1)
      b.emit(.multiply, x.t[1], x.t[0], b.constant(.max), 2)
      b.emit(.subtract, x.t[2], x.f2, x.f0, 3)
      b.emit(.add, x.t[0], x.t[1], x.t[2], 4)
      b.emit(.end, x.t[0])
    }
    #expect(
      text == """
        0: add t0 f0 f1 site -1
        1: multiply t1 t0 [9223372036854775807] site 2
        2: subtract t2 f2 f0 site 3
        3: add t0 t1 t2 site 4
        4: end t0
        """)
  }

  @Test("knows that a divisor is neither 0 nor -1 only where it is")
  func divisors() {
    let text = optimized { b, x in
      b.emit(.divide, x.t[0], x.f2, x.f0, 1)
      b.emit(.subtract, x.t[1], x.f0, b.constant(4), 2)
      b.emit(.divide, x.t[2], x.f2, x.t[1], 3)
      b.emit(.remainder, x.t[3], x.f0, x.t[1], 4)
      b.emit(.add, x.t[4], x.f0, b.constant(1), 5)
      b.emit(.remainder, x.t[5], x.f2, x.t[4], 6)
      b.emit(.add, x.t[0], x.t[0], x.t[2], 7)
      b.emit(.add, x.t[0], x.t[3], x.t[0], 7)
      b.emit(.add, x.t[0], x.t[5], x.t[0], 7)
      b.emit(.end, x.t[0])
    }
    // f0 - 4 is -4 to -1, and the least number divided by -1 has no quotient.
    #expect(
      text == """
        0: divide t0 f2 f0 site 1
        1: subtract t1 f0 [4] site -1
        2: divide t2 f2 t1 site 3
        3: remainder t3 f0 t1 site -1
        4: add t4 f0 [1] site -1
        5: remainder t5 f2 t4 site -1
        6: add t0 t0 t2 site 7
        7: add t0 t3 t0 site 7
        8: add t0 t5 t0 site 7
        9: end t0
        """)
  }

  @Test("keeps arithmetic that always fails, although nothing reads it")
  func alwaysFailing() {
    let text = optimized { b, x in
      b.emit(.negate, x.t[0], b.constant(.min), 0, 1)
      b.emit(.remainder, x.t[1], x.f0, b.constant(0), 2)
      b.emit(.end, x.f0)
    }
    #expect(
      text == """
        0: negate t0 [-9223372036854775808] site 1
        1: remainder t1 f0 [0] site 2
        2: end f0
        """)
  }

  @Test("leaves out range checks that always pass, those made before among them")
  func rangeChecks() {
    let text = optimized { b, x in
      b.emit(.checkRange, x.f0, b.constant(0), b.constant(3), 1)
      b.emit(.checkRange, x.f0, b.constant(1), b.constant(3), 2)
      b.emit(.checkRange, x.f0, b.constant(1), b.constant(3), 3)
      b.emit(.checkRange, x.f0, b.constant(1), b.constant(2), 4)
      b.emit(.end, x.f0)
    }
    #expect(
      text == """
        0: checkRange f0 [1] [3] site 2
        1: checkRange f0 [1] [2] site 4
        2: end f0
        """)
  }

  @Test("knows on each way what the condition says")
  func conditions() {
    let text = optimized { b, x in
      b.emit(.jumpIfLess, x.f0, x.f1, b.label("less"))
      b.emit(.checkRange, x.f1, b.constant(0), x.f0, 1)
      b.emit(.end, x.f0)
      b.place("less")
      b.emit(.checkRange, x.f0, b.constant(0), b.constant(2), 2)
      b.emit(.jumpIfEqual, x.f1, b.constant(0), b.label("never"))
      b.emit(.add, x.t[0], x.f0, b.constant(1), 3)
      b.emit(.end, x.t[0])
      b.place("never")
      b.emit(.fail, 4)
    }
    #expect(
      text == """
        0: jumpIfLess f0 f1 @3
        1: checkRange f1 [0] f0 site 1
        2: end f0
        3: add t0 f0 [1] site -1
        4: end t0
        """)
  }

  @Test("leads a jump to where it is known to go in the end")
  func knownJumps() {
    let text = optimized { b, x in
      b.emit(.jumpIf, x.f0, b.label("first"))
      b.emit(.copy, x.t[0], b.constant(0))
      b.emit(.jump, b.label("meet"))
      b.place("first")
      b.emit(.copy, x.t[0], b.constant(1))
      b.place("meet")
      b.emit(.jumpUnless, x.t[0], b.label("else"))
      b.emit(.end, x.f1)
      b.place("else")
      b.emit(.end, x.f2)
    }
    #expect(
      text == """
        0: jumpIf f0 @2
        1: jump @3
        2: end f1
        3: end f2
        """)
  }

  // MARK: Values

  @Test("computes once what has equal operands, in either order where that is the same")
  func equalComputations() {
    let text = optimized { b, x in
      _ = b.constant(1)
      b.emit(.add, x.t[0], x.f2, x.f0, 1)
      b.emit(.copy, x.t[1], x.f2)
      b.emit(.add, x.t[2], x.f0, x.t[1], 2)
      b.emit(.subtract, x.t[3], x.f2, x.f0, 3)
      b.emit(.subtract, x.t[4], x.f0, x.f2, 4)
      b.emit(.equal, x.t[5], x.t[0], x.t[2])
      b.emit(.bitOr, x.t[3], x.t[3], x.t[4])
      b.emit(.bitOr, x.t[3], x.t[3], x.t[5])
      b.emit(.end, x.t[3])
    }
    #expect(
      text == """
        0: add t0 f2 f0 site 1
        1: subtract t3 f2 f0 site 3
        2: subtract t4 f0 f2 site 4
        3: bitOr t3 t3 t4
        4: bitOr t3 t3 [1]
        5: end t3
        """)
  }

  @Test("computes anew what was computed on one of two ways only")
  func oneWay() {
    let text = optimized { b, x in
      b.emit(.jumpIf, x.f0, b.label("on"))
      b.emit(.add, x.t[0], x.f2, x.f1, 1)
      b.place("on")
      b.emit(.add, x.t[1], x.f2, x.f1, 2)
      b.emit(.end, x.t[1])
    }
    #expect(
      text == """
        0: jumpIf f0 @2
        1: add t0 f2 f1 site 1
        2: add t1 f2 f1 site 2
        3: end t1
        """)
  }

  @Test("reads a field anew after it was written, and still knows what it was")
  func writtenFields() {
    let text = optimizedAction { b, x in
      b.emit(.copy, x.t[0], x.f0)
      b.emit(.add, x.t[1], x.f2, x.f0, 1)
      b.emit(.store, x.f0, x.f1)
      b.emit(.add, x.t[2], x.f2, x.f0, 2)
      b.emit(.store, x.f2, x.t[2])
      b.emit(.add, x.t[3], x.t[2], x.t[0], 3)
      b.emit(.store, x.f2, x.t[3])
      b.emit(.store, x.f0, x.f1)
      b.emit(.end)
    }
    #expect(
      text == """
        0: add t1 f2 f0 site 1
        1: store f0 f1
        2: add t2 f2 f0 site 2
        3: store f2 t2
        4: add t3 t2 o0 site 3
        5: store f2 t3
        6: end f0
        """)
  }

  // MARK: Addresses

  @Test("reads anew what a write through an address may have changed, and nothing else")
  func aliases() {
    let text = optimizedAction { b, x in
      b.emit(.addressOf, x.t[0], x.f0, 2)
      b.emit(.address, x.t[0], x.t[0], x.f0, 1)
      b.emit(.add, x.t[1], x.f2, x.f1, 1)
      b.emit(.storeAt, x.t[0], 0, b.constant(1))
      b.emit(.add, x.t[2], x.f2, x.f1, 2)
      b.emit(.add, x.t[3], x.f2, x.f2, 3)
      b.emit(.storeAt, x.t[0], 0, b.constant(2))
      b.emit(.add, x.t[4], x.f2, x.f2, 4)
      b.emit(.bitOr, x.t[1], x.t[1], x.t[2])
      b.emit(.bitOr, x.t[1], x.t[1], x.t[4])
      b.emit(.store, x.f2, x.t[1])
      b.emit(.end)
    }
    #expect(
      text == """
        0: addressOf t0 &f0*2
        1: address t0 t0 f0
        2: add t1 f2 f1 site 1
        3: storeAt t0 [1]
        4: add t2 f2 f1 site 2
        5: add t3 f2 f2 site 3
        6: storeAt t0 [2]
        7: bitOr t1 t1 t2
        8: bitOr t1 t1 t3
        9: store f2 t1
        10: end f0
        """)
  }

  @Test("loads once what no write came between, and again behind a write")
  func loads() {
    let text = optimizedAction { b, x in
      b.emit(.addressOf, x.t[0], x.f0, 2)
      b.emit(.address, x.t[0], x.t[0], x.f2, 1)
      b.emit(.load, x.t[1], x.t[0], 0)
      b.emit(.load, x.t[2], x.t[0], 0)
      b.emit(.store, x.f1, x.t[2])
      b.emit(.load, x.t[3], x.t[0], 0)
      b.emit(.store, x.f0, x.t[3])
      b.emit(.end)
    }
    #expect(
      text == """
        0: addressOf t0 &f0*2
        1: address t0 t0 f2
        2: load t1 t0
        3: store f1 t1
        4: load t3 t0
        5: store f0 t3
        6: end f0
        """)
  }

  // MARK: Loops

  @Test("takes what a loop writes for unknown in it, and keeps what it does not write")
  func loops() {
    let text = optimized { b, x in
      b.emit(.copy, x.t[0], b.constant(0))
      b.emit(.copy, x.t[1], b.constant(0))
      b.emit(.add, x.t[2], x.f0, x.f1, 1)
      b.place("again")
      b.emit(.add, x.t[3], x.f0, x.f1, 2)
      b.emit(.add, x.t[1], x.t[1], x.t[3], 3)
      b.emit(.add, x.t[0], x.t[0], b.constant(1), 4)
      b.emit(.jumpIfLess, x.t[0], b.constant(3), b.label("again"))
      b.emit(.end, x.t[1])
    }
    #expect(
      text == """
        0: copy t0 [0]
        1: copy t1 [0]
        2: add t2 f0 f1 site -1
        3: add t1 t1 t2 site 3
        4: add t0 t0 [1] site 4
        5: jumpIfLess t0 [3] @3
        6: end t1
        """)
  }
}
