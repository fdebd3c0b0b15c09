import TestSupport
import Testing

@testable import Engine

/// Where runs can go from several states at a time is what each step by itself says.
@Suite("Steps onward")
struct OnwardStepsTests {
  /// What is to be known of one state.
  private struct Ways: Equatable {
    var successors: [[UInt64]] = []
    var mayStay = false
  }

  /// The obvious way: each step with its action, and of each that is fair whether it could be taken
  /// without leaving the state.
  private func expected(
    _ state: [UInt64], _ expander: inout StepExpander, fair: [Int32: Int]
  ) -> Ways {
    StateWords.with(state) { expander.take($0) }
    var ways = Ways()
    var leaving: Set<Int> = []
    for step in 0..<expander.batch.count {
      ways.successors.append(expander.batch.run[step].array)
      if let constraint = fair[expander.label(of: step)] { leaving.insert(constraint) }
    }
    let staying = Set(expander.loops.compactMap { fair[$0] })
    let hasWay = !expander.loops.isEmpty || expander.batch.count == 0
    ways.mayStay = hasWay && leaving.isSubset(of: staying)
    return ways
  }

  private func found(
    _ states: [[UInt64]], _ steps: inout OnwardSteps, leavingOut: [UInt64]? = nil
  ) -> [Ways] {
    var ways: [Ways] = []
    let words = Table.allocate(states.flatMap(\.self))
    defer { words.deallocate() }
    var run = unsafe StateRun(
      words: words.base, wordCount: states[0].count, count: states.count)
    while !run.isDone {
      let count = steps.take(run, slots: .none)
      for state in 0..<count {
        let successors = steps.successors(of: state).map { steps.batch.run[$0].array }
        ways.append(Ways(successors: successors, mayStay: steps.mayStay(in: state)))
        for successor in steps.successors(of: state)
        where steps.batch.run[successor].array == leavingOut {
          steps.leaveOut(successor)
        }
      }
      run.position += count
    }
    return ways
  }

  /// Up to so many states that can be reached, in the order in which they are found.
  private func states(of linked: LinkedProgram, max: Int) -> [[UInt64]] {
    var states: [[UInt64]] = []
    var seen: Set<[UInt64]> = []
    var initializer = Initializer(linked)
    while let event = initializer.next() {
      if case .state(let words) = event, seen.insert(words).inserted { states.append(words) }
    }
    var expander = StepExpander(linked, nil)
    var next = 0
    while next < states.count && states.count < max {
      StateWords.with(states[next]) { expander.take($0) }
      for step in 0..<expander.batch.count {
        let words = expander.batch.run[step].array
        if seen.insert(words).inserted { states.append(words) }
      }
      next += 1
    }
    return states
  }

  private func constraints(of program: Program, seed: UInt64) -> [FairnessConstraint] {
    var random = SplitMix64(seed: seed)
    return program.actions.indices.compactMap { action in
      switch Int.random(in: 0..<3, using: &random) {
      case 0: FairnessConstraint(action: action, strength: .weak)
      case 1: FairnessConstraint(action: action, strength: .strong)
      default: nil
      }
    }
  }

  /// Both tiers, where there is a C compiler.
  private func natives(_ programs: [Program]) throws -> [[NativeProgram?]] {
    guard NativeBuild.isPossible else { return programs.map { _ in [nil] } }
    return try NativeBuild.programs(programs).map { [nil, $0] }
  }

  @Test("from random programs are those of each state by itself")
  func random() throws {
    let programs = (1...200).map { RandomProgram.program(seed: UInt64($0)) }
    var (staying, leaving) = (0, 0)
    for (number, (program, tiers)) in zip(programs, try natives(programs)).enumerated() {
      for native in tiers {
        let linked = native?.linked ?? LinkedProgram(program)
        let constraints = constraints(of: program, seed: UInt64(number))
        let fair = Dictionary(
          uniqueKeysWithValues: constraints.enumerated().map {
            (Int32(linked.positionOfAction[$1.action]), $0)
          })
        let states = states(of: linked, max: 700)
        if states.isEmpty { continue }
        var expander = StepExpander(linked, nil)
        let expected = states.map { self.expected($0, &expander, fair: fair) }
        let requirements = FairnessRequirements(
          linked, acceptanceSetCount: 1, constraints)
        var steps = OnwardSteps(linked, native, requirements)
        #expect(found(states, &steps) == expected, "program \(number + 1)")
        staying += expected.count { $0.mayStay }
        leaving += expected.count { !$0.mayStay }
      }
    }
    #expect(staying > 200 && leaving > 200, "\(staying) states to stay in, \(leaving) not")
  }

  @Test("leave out what they were told of, and nothing else")
  func leavingOut() throws {
    let program = TwoPhaseCommit.program(managers: 4)
    for native in try natives([program])[0] {
      let linked = native?.linked ?? LinkedProgram(program)
      let states = states(of: linked, max: 2_000)
      let requirements = FairnessRequirements(linked, acceptanceSetCount: 1, [])
      var steps = OnwardSteps(linked, native, requirements)
      let all = found(states, &steps)
      // One to which several steps lead.
      let target = try #require(
        states.first { state in
          all.count { $0.successors.contains(state) } > 2
        })
      _ = found(states, &steps, leavingOut: target)
      let rest = found(states, &steps)
      let without = all.map { ways in
        Ways(successors: ways.successors.filter { $0 != target }, mayStay: ways.mayStay)
      }
      // Bytecode keeps nothing in mind.
      #expect(rest == (native == nil ? all : without))
    }
  }
}
