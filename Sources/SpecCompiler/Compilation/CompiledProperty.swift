package import Engine
package import SpecLanguage

/// A temporal property, or theorem, with values for its keys, as questions for the engine.
package struct CompiledProperty: Sendable {
  /// Index into the spec's properties.
  package var property: Int
  package var keys: [Value]
  /// It holds where all of these hold: indices into the task's questions.
  package var questions: [Int]
  /// Of a theorem `A implies B` whose `A` speaks of time: that `A` is false on every fair run.
  /// Where this holds, the theorem has said nothing.
  package var vacuity: Int?
}

extension CompiledSpec {
  /// What has to be found out about runs; nil when nothing has.
  package var livenessTask: LivenessTask? {
    temporal.isEmpty ? nil : LivenessTask(questions: questions, fairness: fairness)
  }

  /// Every action that is fair, with each of its arguments.
  private var fairness: [FairnessConstraint] {
    actions.indices.compactMap { index in
      guard program.actions[index].role != .scripted else { return nil }
      switch actions[index].origin {
      case .tick: return FairnessConstraint(action: index, strength: .weak)
      case .test: return nil
      case .action(let id):
        switch spec.actions[id.index].fairness {
        case .none: return nil
        case .weak: return FairnessConstraint(action: index, strength: .weak)
        case .strong: return FairnessConstraint(action: index, strength: .strong)
        }
      }
    }
  }
}
