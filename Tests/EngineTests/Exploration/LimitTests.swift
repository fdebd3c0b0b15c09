import Engine
import Testing

@Suite("A search within limits")
struct LimitTests {
  /// A counter of so many bits that goes up by 1, 2 or 3 and wraps around; never `forbidden`.
  private func counter(width: Int, forbidden: Int64 = -1) -> Program {
    var b = ProgramBuilder()
    let x = b.field(width: width)
    let (sum, isAllowed) = (b.temporary(), b.temporary())
    for step in 1...3 as ClosedRange<Int64> {
      b.action { b in
        b.emit(.add, sum, x, b.constant(step), 0)
        b.emit(.bitAnd, sum, sum, b.constant((1 << Int64(width)) - 1))
        b.emit(.store, x, sum)
        b.emit(.end)
      }
    }
    b.check(.invariant) { b in
      b.emit(.notEqual, isAllowed, x, b.constant(forbidden))
      b.emit(.end, isAllowed)
    }
    b.check(.measure) { $0.emit(.end, x) }
    return b.build()
  }

  private func explore(_ program: Program, _ change: (inout ExplorationLimits) -> Void)
    -> Exploration
  {
    var limits = ExplorationLimits.unlimited
    change(&limits)
    return Explorer(program: program, limits: limits).explore()
  }

  @Test("stops before the state after the last allowed one", arguments: [1, 2, 500, 1023])
  func states(statesMax: Int) {
    let exploration = explore(counter(width: 10)) { $0.statesMax = statesMax }
    #expect(exploration.states == statesMax)
    #expect(exploration.stop == .states(statesMax))
    #expect(exploration.fired.reduce(0, +) == exploration.transitions)
    // By threes from 0: the greatest value seen has been measured, so every state was checked.
    #expect(exploration.measures[1]?.greatest == Int64(statesMax - 1))
  }

  @Test("is complete when there are as many states as allowed")
  func exactlyAsManyStates() {
    let exploration = explore(counter(width: 10)) { $0.statesMax = 1024 }
    #expect(exploration.states == 1024)
    #expect(exploration.transitions == 3 * 1024)
    #expect(exploration.isComplete)
  }

  @Test("expands so many levels", arguments: [(0, 1), (1, 4), (5, 16)])
  func depth(depthMax: Int, states: Int) {
    let exploration = explore(counter(width: 10)) { $0.depthMax = depthMax }
    #expect(exploration.states == states)
    #expect(exploration.depth == depthMax)
    #expect(exploration.stop == .depth(depthMax))
  }

  @Test("is complete when no level is left at its depth")
  func depthEnough() {
    var b = ProgramBuilder()
    let x = b.field(width: 1)
    b.action { b in
      b.require(x, equals: 0)
      b.set(x, to: 1)
      b.emit(.end)
    }
    let exploration = explore(b.build()) { $0.depthMax = 2 }
    #expect(exploration.isComplete)
    #expect(exploration.states == 2)
  }

  @Test("stops for memory without passing it", arguments: [100_000, 200_000, 400_000])
  func memory(bytes: Int) {
    let exploration = explore(counter(width: 20)) { $0.memoryBytesMax = bytes }
    #expect(exploration.stop == .memory(bytes: bytes))
    #expect(exploration.peakBytes <= bytes)
    #expect(exploration.states > bytes / 100)
    #expect(exploration.states < 1 << 20)
  }

  @Test("does not begin without the memory to begin with")
  func noMemory() {
    let exploration = explore(counter(width: 20)) { $0.memoryBytesMax = 10 }
    #expect(exploration.stop == .memory(bytes: 10))
    #expect(exploration.states == 0)
  }

  @Test("stops for time, also in a choice that never ends")
  func time() {
    var b = ProgramBuilder()
    let (x, choice) = (b.field(width: 1), b.temporary())
    b.action { b in
      b.emit(.choose, choice, b.constant(.max))
      b.require(choice, equals: -1)
      b.set(x, to: 1)
      b.emit(.end)
    }
    let exploration = explore(b.build()) { $0.time = .milliseconds(30) }
    #expect(exploration.stop == .time(.milliseconds(30)))
    #expect(exploration.states == 1)
    #expect(exploration.findings.isEmpty)
  }

  @Test("stops for time in an initialisation that never ends")
  func timeWhileInitialising() {
    var b = ProgramBuilder()
    let choice = b.temporary()
    b.initialize { b in
      b.emit(.choose, choice, b.constant(.max))
      b.emit(.disable)
    }
    let exploration = explore(b.build()) { $0.time = .milliseconds(30) }
    #expect(exploration.stop == .time(.milliseconds(30)))
    #expect(exploration.states == 0)
  }

  @Test("ends when its caller says so")
  func cancelled() {
    let explorer = Explorer(program: counter(width: 20), limits: .unlimited)
    let exploration = explorer.explore(shouldStop: { true })
    #expect(exploration.stop == .cancelled)
    #expect(exploration.states < 1 << 20)
  }

  @Test("ends at the end of the level on which all is settled")
  func settled() {
    let explorer = Explorer(program: counter(width: 10, forbidden: 7), limits: .unlimited)
    var asked: [[Finding.Kind]] = []
    let exploration = explorer.explore(isSettled: { kinds in
      asked.append(kinds)
      return true
    })
    #expect(asked == [[.check(0)]])
    #expect(exploration.stop == .settled)
    // 7 is first reached by three steps; the level of 7, 8 and 9 is complete.
    #expect(exploration.depth == 3)
    #expect(exploration.states == 10)
    #expect(exploration.findings.first?.path.count == 4)
  }

  @Test("goes on when all is settled until it has seen the states that it is to see")
  func settledMinimum() {
    let explorer = Explorer(program: counter(width: 10, forbidden: 7), limits: .unlimited)
    let short = explorer.explore(isSettled: { _ in true }, settledStatesMin: 11)
    #expect(short.stop == .settled)
    #expect(short.states >= 11 && short.states < 1024)
    #expect(explorer.explore(isSettled: { _ in true }, settledStatesMin: 1025).isComplete)
  }

  @Test("tells of its progress")
  func progress() {
    var b = ProgramBuilder()
    let (x, choice) = (b.field(width: 1), b.temporary())
    b.action { b in
      b.emit(.choose, choice, b.constant(.max))
      b.emit(.store, x, b.constant(1))
      b.emit(.end)
    }
    var seen: ExplorationProgress?
    let explorer = Explorer(program: b.build(), limits: .unlimited)
    let exploration = explorer.explore(
      progress: { seen = $0 }, shouldStop: { seen != nil })
    #expect(exploration.stop == .cancelled)
    #expect(seen?.states == 2)
    #expect(seen?.level == 1)
    #expect(seen.map { $0.transitions > 1000 } == true)
  }
}
