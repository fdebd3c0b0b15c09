import Engine
import Testing

@Suite("Constant fields")
struct ConstantFieldTests {
  @Test("leave out what an initialisation would take for another value")
  func readBeforeWritten() {
    var b = ProgramBuilder()
    let (first, second) = (b.field(width: 3), b.field(width: 3))
    b.initialize { b in
      b.emit(.store, second, first)
      b.set(first, to: 5)
      b.emit(.end)
    }
    // With 5 as the first field's minimum the second one would become 5.
    #expect(ConstantFields(of: b.build()).values == [nil, 0])
  }

  @Test("leave out what an address may lead to, in tests as well")
  func addresses() {
    var b = ProgramBuilder()
    let fields = (0..<6).map { _ in b.field(width: 2) }
    b.action(.scripted) { b in
      let address = b.temporary()
      b.emit(.addressOf, address, fields[1], 4, 0)
      b.emit(.choose, b.temporary(), b.constant(2))
      b.emit(.address, address, address, 8, 2)
      b.emit(.storeAt, address, 0, b.constant(1))
      b.emit(.end)
    }
    let values = ConstantFields(of: b.build()).values
    #expect(values[0] == 0 && values[1] == nil && values[3] == nil && values[5] == 0)
  }

  @Test("change nothing of what random programs do")
  func random() {
    var narrowed = 0
    for seed in 1...300 as ClosedRange<UInt64> {
      let program = RandomProgram.program(seed: seed)
      let constants = ConstantFields(of: program)
      if constants.isEmpty { continue }
      narrowed += 1
      let limits = ExplorationLimits(memoryBytesMax: 256 << 20)
      let complete = Explorer(program: program, limits: limits).explore()
      let narrow = Explorer(program: program.narrowed(by: constants), limits: limits).explore()
      #expect(narrow.states == complete.states, "seed \(seed)")
      #expect(narrow.transitions == complete.transitions, "seed \(seed)")
      #expect(narrow.depth == complete.depth, "seed \(seed)")
      #expect(narrow.fired == complete.fired, "seed \(seed)")
      #expect(narrow.casesSeen == complete.casesSeen, "seed \(seed)")
      #expect(narrow.branchesTaken == complete.branchesTaken, "seed \(seed)")
      #expect(
        narrow.findings.map(\.path.count) == complete.findings.map(\.path.count), "seed \(seed)")
    }
    #expect(narrowed > 0)
  }
}
