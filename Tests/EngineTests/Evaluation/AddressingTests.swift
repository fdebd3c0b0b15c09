import Engine
import Testing

@Suite("Addresses and blocks")
struct AddressingTests {
  /// Six fields of eight bits, which the one action fills with what the body leaves in them; the
  /// fields begin as 10, 11, 12, 13, 14, 15.
  private func fields(_ body: (inout ProgramBuilder, [Operand32], [Operand32]) -> Void) -> [Int64] {
    var b = ProgramBuilder()
    let fields = (0..<6).map { _ in b.field(width: 8) }
    let temporaries = (0..<6).map { _ in b.temporary() }
    b.initialize { b in
      b.emit(.storeBlock, fields[0], b.constantBlock([10, 11, 12, 13, 14, 15]), 6)
      b.emit(.end)
    }
    b.action { b in
      for (temporary, value) in zip(temporaries, 20...25) {
        b.emit(.copy, temporary, b.constant(Int64(value)))
      }
      body(&b, fields, temporaries)
      b.emit(.end)
    }
    let runner = ProgramRunner(b.build())
    guard case .state(let start, _) = runner.initialStates()[0].result,
      case .state(let words, _) = runner.run(action: 0, from: start)[0].result
    else { return [] }
    return (0..<6).map { Int64(words[0] >> UInt64(8 * $0) & 255) }
  }

  @Test("copy a block into the state, also onto itself")
  func storeBlock() {
    #expect(fields { b, f, t in b.emit(.storeBlock, f[1], t[0], 3) } == [10, 20, 21, 22, 14, 15])
    #expect(fields { b, f, t in b.emit(.storeBlock, f[1], f[0], 4) } == [10, 10, 11, 12, 13, 15])
    #expect(fields { b, f, t in b.emit(.storeBlock, f[0], f[1], 4) } == [11, 12, 13, 14, 14, 15])
  }

  @Test("copy a block of temporaries, also onto itself")
  func copyBlock() {
    let up = fields { b, f, t in
      b.emit(.copyBlock, t[1], t[0], 5)
      b.emit(.storeBlock, f[0], t[0], 6)
    }
    #expect(up == [20, 20, 21, 22, 23, 24])
    let down = fields { b, f, t in
      b.emit(.copyBlock, t[0], t[1], 5)
      b.emit(.storeBlock, f[0], t[0], 6)
    }
    #expect(down == [21, 22, 23, 24, 25, 25])
  }

  @Test("reach an element by its index and width")
  func load() {
    let one = fields { b, f, t in
      b.emit(.addressOf, t[0], f[0], 6)
      b.emit(.address, t[0], t[0], b.constant(2), 2)
      b.emit(.load, t[1], t[0], 1)
      b.emit(.store, f[0], t[1])
    }
    #expect(one == [15, 11, 12, 13, 14, 15])
    let two = fields { b, f, t in
      b.emit(.addressOf, t[0], f[0], 6)
      b.emit(.address, t[0], t[0], b.constant(1), 2)
      b.emit(.loadBlock, t[2], t[0], 1, 2)
      b.emit(.storeBlock, f[0], t[2], 2)
    }
    #expect(two == [13, 14, 12, 13, 14, 15])
  }

  @Test("store an element by its address")
  func store() {
    let one = fields { b, f, t in
      b.emit(.addressOf, t[0], f[1], 5)
      b.emit(.storeAt, t[0], 2, t[5])
    }
    #expect(one == [10, 11, 12, 25, 14, 15])
    let two = fields { b, f, t in
      b.emit(.addressOf, t[0], f[1], 5)
      b.emit(.storeBlockAt, t[0], 3, t[4], 2)
    }
    #expect(two == [10, 11, 12, 13, 24, 25])
  }

  @Test("put elements into temporaries by their address")
  func put() {
    let values = fields { b, f, t in
      b.emit(.addressOf, t[0], t[1], 5)
      b.emit(.put, t[0], 1, f[5])
      b.emit(.putBlock, t[0], 2, f[0], 2)
      b.emit(.storeBlock, f[0], t[2], 3)
    }
    #expect(values == [15, 10, 11, 13, 14, 15])
  }

  @Test("leave nothing behind of a run that was not enabled or failed")
  func undo() {
    var b = ProgramBuilder()
    let (x, y) = (b.field(width: 8), b.field(width: 8))
    for last in [Opcode.disable, .fail] {
      b.action { b in
        for value in 1...200 { b.set(x, to: Int64(value % 7)) }
        b.set(y, to: 9)
        b.emit(last)
      }
    }
    b.action { b in
      b.emit(.store, y, x)
      b.emit(.end)
    }
    let outcomes = ProgramRunner(b.build()).successors(of: [5])
    #expect(
      outcomes == [
        RunOutcome(action: 1, choices: [], result: .failure(site: 0)),
        RunOutcome(action: 2, choices: [], result: .state([5 | 5 << 8], violated: [])),
      ])
  }

  @Test("see the state before the step as old")
  func old() {
    var b = ProgramBuilder()
    let (x, y) = (b.field(width: 8), b.field(width: 8))
    b.action { b in
      b.set(x, to: 9)
      b.emit(.store, y, b.old(x))
      b.emit(.end)
    }
    let outcomes = ProgramRunner(b.build()).run(action: 0, from: [4])
    #expect(outcomes.map(\.result) == [.state([9 | 4 << 8], violated: [])])
  }
}
