import Engine
import Testing

@Suite("Choices")
struct ChoiceTests {
  private func choices(_ body: (inout ProgramBuilder, Operand32, Operand32) -> Void) -> [[Int64]] {
    var b = ProgramBuilder()
    let (first, second) = (b.temporary(), b.temporary())
    b.action { body(&$0, first, second) }
    return ProgramRunner(b.build()).run(action: 0, from: [0]).map(\.choices)
  }

  @Test("are taken in every combination, the last one turning fastest")
  func product() {
    let taken = choices { b, first, second in
      b.emit(.choose, first, b.constant(2))
      b.emit(.choose, second, b.constant(3))
      b.emit(.end)
    }
    #expect(taken == [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]])
  }

  @Test("may have a bound that depends on earlier ones; none means no step")
  func dependent() {
    let taken = choices { b, first, second in
      b.emit(.choose, first, b.constant(3))
      b.emit(.choose, second, first)
      b.emit(.end)
    }
    #expect(taken == [[1, 0], [2, 0], [2, 1]])
  }

  @Test("leave out combinations that a guard forbids")
  func guarded() {
    let taken = choices { b, first, second in
      b.emit(.choose, first, b.constant(3))
      b.emit(.choose, second, b.constant(2))
      b.emit(.jumpIfEqual, first, second, b.label("same"))
      b.emit(.end)
      b.place("same")
      b.emit(.disable)
    }
    #expect(taken == [[0, 1], [1, 0], [2, 0], [2, 1]])
  }

  @Test("may be taken by some runs only")
  func branching() {
    let taken = choices { b, first, second in
      b.emit(.choose, first, b.constant(3))
      b.emit(.jumpIfEqual, first, b.constant(1), b.label("more"))
      b.emit(.end)
      b.place("more")
      b.emit(.choose, second, b.constant(2))
      b.emit(.end)
    }
    #expect(taken == [[0], [1, 0], [1, 1], [2]])
  }

  @Test("of nothing are no step", arguments: [0, -1] as [Int64])
  func none(bound: Int64) {
    let taken = choices { b, first, _ in
      b.emit(.choose, first, b.constant(bound))
      b.emit(.end)
    }
    #expect(taken.isEmpty)
  }

  @Test("of an initialisation are initial states of their own")
  func initialStates() {
    var b = ProgramBuilder()
    let x = b.field(width: 4)
    let temporary = b.temporary()
    b.initialize { b in
      b.emit(.choose, temporary, b.constant(5))
      b.emit(.store, x, temporary)
      b.emit(.end)
    }
    let program = b.build()
    #expect(
      ProgramRunner(program).initialStates().map(\.result)
        == (0..<5).map { .state([$0], violated: []) })
    let exploration = Explorer(program: program, limits: .unlimited).explore()
    #expect(exploration.states == 5)
    #expect(exploration.depth == 0)
    #expect(exploration.transitions == 0)
  }
}
