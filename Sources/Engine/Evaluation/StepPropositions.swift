import Synchronization

/// The truth of propositions about a state and the one before it.
@safe struct StepPropositions: ~Copyable {
  private var interpreter: Interpreter
  private let changes: [StepChange]
  private let failures: EvaluationFailures

  /// - Parameter failures: told when one of them has no value, which is then taken for false.
  init(_ linked: LinkedProgram, _ changes: [StepChange], _ failures: EvaluationFailures) {
    interpreter = Interpreter(linked)
    self.changes = changes
    self.failures = failures
  }

  var byteCount: Int { interpreter.byteCount }

  /// The `step` bits of those that are true.
  mutating func truths(from before: StateWords, to after: StateWords) -> UInt64 {
    unsafe interpreter.load(after.base, before: before.base)
    var truths: UInt64 = 0
    for change in changes {
      switch interpreter.evaluate(at: change.position) {
      case .value(let value): if value != 0 { truths |= change.step }
      case .failure: failures.note()
      }
    }
    return truths
  }
}

/// Whether something that several threads evaluate had no value.
final class EvaluationFailures: Sendable {
  private let happened = Atomic(false)

  var isEmpty: Bool { !happened.load(ordering: .relaxed) }

  func note() { happened.store(true, ordering: .relaxed) }
}
