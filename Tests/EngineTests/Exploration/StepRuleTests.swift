import Engine
import Testing

/// Small machines in which one rule of the search can be seen by itself.
@Suite("A step")
struct StepRuleTests {
  private func explore(_ body: (inout ProgramBuilder) -> Void) -> Exploration {
    var builder = ProgramBuilder()
    body(&builder)
    return Explorer(program: builder.build(), limits: .unlimited).explore()
  }

  /// `x` goes from one value to another.
  private func addMove(
    _ role: GroundAction.Role = .ordinary, of x: Operand32, from: Int64, to: Int64,
    in b: inout ProgramBuilder
  ) {
    b.action(role) { b in
      b.require(x, equals: from)
      b.set(x, to: to)
      b.emit(.end)
    }
  }

  @Test("of a binary clock leads from each state to the other")
  func binaryClock() {
    let exploration = explore { b in
      let bit = b.field(width: 1)
      let any = b.temporary()
      b.initialize { b in
        b.emit(.choose, any, b.constant(2))
        b.emit(.store, bit, any)
        b.emit(.end)
      }
      addMove(of: bit, from: 0, to: 1, in: &b)
      addMove(of: bit, from: 1, to: 0, in: &b)
    }
    #expect(exploration.states == 2)
    #expect(exploration.transitions == 2)
    #expect(exploration.depth == 0)
    #expect(exploration.fired == [1, 1])
    #expect(exploration.findings.isEmpty)
  }

  @Test("that leads back to its own state is counted and prevents deadlock")
  func selfLoop() {
    let exploration = explore { b in
      _ = b.field(width: 1)
      b.action { $0.emit(.end) }
    }
    #expect(exploration.states == 1)
    #expect(exploration.transitions == 1)
    #expect(exploration.findings.isEmpty)
  }

  @Test("of time that changes nothing is none: it is not counted and prevents no deadlock")
  func idleTick() {
    let exploration = explore { b in
      let x = b.field(width: 2)
      b.action(.tick) { b in
        b.emit(.jumpIfEqual, x, b.constant(2), b.label("still"))
        b.set(x, to: 2)
        b.place("still")
        b.emit(.end)
      }
    }
    #expect(exploration.states == 2)
    #expect(exploration.transitions == 1)
    #expect(exploration.findings.map(\.kind) == [.deadlock])
    #expect(exploration.findings.first?.path.map(\.state) == [[0], [2]])
  }

  @Test("of time waits while an urgent action has one, and only then", arguments: [true, false])
  func urgency(isUrgent: Bool) {
    let exploration = explore { b in
      let (x, time) = (b.field(width: 1), b.field(width: 1))
      // The tick is declared first and is last nevertheless.
      addMove(.tick, of: time, from: 0, to: 1, in: &b)
      addMove(isUrgent ? .urgent : .ordinary, of: x, from: 0, to: 1, in: &b)
    }
    // Bit 0 is `x`, bit 1 is `time`: urgent 00 → 01 → 11, otherwise also 00 → 10 → 11.
    #expect(exploration.states == (isUrgent ? 3 : 4))
    #expect(exploration.transitions == (isUrgent ? 2 : 4))
    #expect(exploration.fired == (isUrgent ? [1, 1] : [2, 2]))
  }

  @Test("that fails leads nowhere and is not counted, but holds up time and prevents deadlock")
  func failure() {
    let exploration = explore { b in
      let time = b.field(width: 1)
      b.action(.urgent) { $0.emit(.fail, 3) }
      addMove(.tick, of: time, from: 0, to: 1, in: &b)
    }
    #expect(exploration.states == 1)
    #expect(exploration.transitions == 0)
    #expect(
      exploration.findings.map(\.kind) == [.actionFailed(site: 3, action: 0, choices: [])])
    #expect(exploration.findings.first?.path.map(\.state) == [[0]])
  }

  @Test("of a scripted action is never taken")
  func scripted() {
    let exploration = explore { b in
      let x = b.field(width: 1)
      addMove(.scripted, of: x, from: 0, to: 1, in: &b)
    }
    #expect(exploration.states == 1)
    #expect(exploration.findings.map(\.kind) == [.deadlock])
  }

  @Test("is missing without deadlock where a terminal check holds", arguments: [0, 1] as [Int64])
  func terminal(value: Int64) {
    let exploration = explore { b in
      let x = b.field(width: 2)
      addMove(of: x, from: 0, to: 1, in: &b)
      let result = b.temporary()
      b.check(.terminal) { b in
        b.emit(.equal, result, x, b.constant(value))
        b.emit(.end, result)
      }
    }
    #expect(exploration.findings.map(\.kind) == (value == 1 ? [] : [.deadlock]))
  }

  @Test("is not taken from a state outside a constraint, which is counted and checked")
  func constraint() {
    let exploration = explore { b in
      let x = b.field(width: 4)
      for value in 0..<10 as Range<Int64> { addMove(of: x, from: value, to: value + 1, in: &b) }
      let result = b.temporary()
      b.check(.constraint) { b in
        b.emit(.less, result, x, b.constant(4))
        b.emit(.end, result)
      }
      b.check(.reachable) { b in
        b.emit(.equal, result, x, b.constant(4))
        b.emit(.end, result)
      }
    }
    #expect(exploration.states == 5)
    #expect(exploration.depth == 4)
    #expect(exploration.constrained == 1)
    #expect(exploration.isComplete)
    #expect(exploration.findings.map(\.kind) == [.check(1)])
  }

  @Test("that breaks a step property is found and taken")
  func stepProperty() {
    let exploration = explore { b in
      let x = b.field(width: 2)
      let smaller = b.temporary()
      for (from, to) in [(0, 1), (1, 2), (2, 0)] as [(Int64, Int64)] {
        b.action { b in
          b.require(x, equals: from)
          b.set(x, to: to)
          b.emit(.lessOrEqual, smaller, b.old(x), x)
          b.emit(.expect, smaller, 4)
          b.emit(.end)
        }
      }
    }
    #expect(exploration.states == 3)
    #expect(exploration.transitions == 3)
    #expect(exploration.findings.map(\.kind) == [.step(site: 4)])
    #expect(exploration.findings.first?.path.map(\.state) == [[0], [1], [2], [0]])
    #expect(exploration.findings.first?.path.map(\.action) == [nil, 0, 1, 2])
  }

  @Test("does not exist without an initial state, nor does a state")
  func noInitialState() {
    let exploration = explore { b in
      _ = b.field(width: 1)
      b.initialize { $0.emit(.disable) }
      b.action { $0.emit(.end) }
    }
    #expect(exploration.states == 0)
    #expect(exploration.transitions == 0)
    #expect(exploration.isComplete)
    #expect(exploration.findings.isEmpty)
  }

  @Test("may fail while initialising, which is found without a path")
  func failingInitialization() {
    let exploration = explore { b in
      let x = b.field(width: 2)
      let choice = b.temporary()
      b.initialize { b in
        b.emit(.choose, choice, b.constant(3))
        b.emit(.jumpIfEqual, choice, b.constant(0), b.label("fine"))
        b.emit(.fail, 2)
        b.place("fine")
        b.emit(.store, x, choice)
        b.emit(.end)
      }
      b.action { $0.emit(.end) }
    }
    #expect(exploration.states == 1)
    #expect(
      exploration.findings.map(\.kind) == [.actionFailed(site: 2, action: nil, choices: [1])])
    #expect(exploration.findings.first?.path.isEmpty == true)
  }
}
