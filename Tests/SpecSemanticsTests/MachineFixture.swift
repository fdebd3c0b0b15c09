import SourceText
import SpecLanguage
import SpecSemantics
import TestSupport
import Testing

/// A spec's machine with its states and steps as text.
struct MachineFixture {
  let machine: SpecMachine
  private let text: String

  init(_ text: String) throws {
    self.text = text
    machine = SpecMachine(try SpecText.check(text))
  }

  /// The initial states, or the violations on the way to them.
  func initial() -> [String] { machine.initialStates().map { describe($0.outcome) } }

  /// All steps from the first initial state: label, choices, and what comes of them.
  func steps() throws -> [String] {
    let state = try #require(machine.initialStates().first?.state)
    return machine.steps(from: state).map { step in
      let picks = step.picks.map { " \($0.name)=\(machine.spec.describe($0.value, as: $0.type))" }
      return "\(describe(step.label))\(picks.joined()) -> \(describe(step.outcome))"
    }
  }

  func describe(_ label: StepLabel) -> String {
    switch label {
    case .initial: return "init"
    case .tick: return "tick"
    case .statement: return "statement"
    case .action(let id, let arguments):
      let action = machine.spec.actions[id.index]
      let texts = zip(arguments, action.code.locals).map {
        machine.spec.describe($0, as: $1.type)
      }
      return "\(action.name)(\(texts.joined(separator: ", ")))"
    }
  }

  func describe(_ outcome: MachineStep.Outcome) -> String {
    switch outcome {
    case .violation(let violation):
      let bytes = Array(text.utf8)[Int(violation.span.start)..<Int(violation.span.end)]
      return "\(violation.name) at `\(String(decoding: bytes, as: UTF8.self))`"
    case .state(let state, let violated):
      let values = zip(state.variables, machine.spec.variables).map {
        machine.spec.describe($0, as: $1.type)
      }
      let broken = violated.map { " breaks \(machine.spec.properties[$0.property].name)" }
      return values.joined(separator: " ") + broken.joined()
    }
  }
}
