import Engine
import SpecCompiler
import SpecLanguage
import SpecSemantics
import TestSupport
import Testing

/// Scripted tests run on the compiled program; here each of their steps is also taken directly.
@Suite("Scripts, compiled and directly")
struct ScriptTwinTests {
  private static let text = """
    param limit: 1...3 = 2
    entity Client(2)
    var waiting: Set<Client> = []
    var served: 0...9 = 0
    var door: Bool = any
    action arrive(c: Client) when !(c in waiting) { waiting.insert(c) }
    urgent action serve() when waiting.count == limit {
        let c = any waiting
        waiting.remove(c)
        served += 1
    }
    on tick { served = 0 }
    transition slam() when door { door = false }
    test "two are too many" {
        arrive(client1)
        tick()
        arrive(client2)
        assert waiting.count == 2
        tick()
    }
    test "one is served" {
        arrive(client2)
        arrive(client1)
        serve()
        assert served == 1 && waiting.count == 1
        tick()
        assert served == 1
    }
    test "who arrives twice" {
        arrive(client1)
        arrive(client1)
    }
    test "the door may be shut" {
        slam()
    }
    """

  private func states(_ steps: [MachineStep]) -> Set<StateValue> { Set(steps.compactMap(\.state)) }

  private func violations(_ steps: [MachineStep]) -> Set<Violation> {
    Set(steps.compactMap(\.violation))
  }

  private func runs(
    _ step: CompiledTest.Step, _ runner: ProgramRunner, from words: [UInt64]
  ) -> [RunOutcome] {
    guard runner.program.actions[step.action].role == .tick else {
      return runner.run(action: step.action, from: words)
    }
    return runner.successors(of: words).filter { $0.action == step.action }
  }

  @Test("lead to the same states and break the same rules at every step", arguments: 0..<4)
  func agree(index: Int) throws {
    let spec = try SpecText.check(Self.text)
    let compiled = try #require(compile(spec).program)
    let machine = SpecMachine(spec)
    let runner = ProgramRunner(compiled.program)
    let test = spec.tests[index]
    var reached = states(machine.initialStates())
    #expect(reached.count == 2)
    for (step, fast) in zip(test.steps, compiled.tests[index].steps) {
      var next: Set<StateValue> = []
      for state in reached {
        let slow = machine.run(step, from: state)
        next.formUnion(states(slow))
        var fastStates: Set<StateValue> = []
        var fastViolations: Set<Violation> = []
        for run in runs(fast, runner, from: compiled.encode(state)) {
          switch run.result {
          case .state(let words, _): fastStates.insert(compiled.decode(words))
          case .failure(let site):
            guard case .violation(let violation) = compiled.sites[site] else { continue }
            fastViolations.insert(violation)
          }
        }
        #expect(fastStates == states(slow))
        #expect(fastViolations == violations(slow))
      }
      reached = next
    }
  }
}
