import SpecLanguage
import SpecSemantics

/// Is the run without an end a counterexample, as the trace says?
extension Replayer {
  /// `isOnlyRun` says that the trace leaves no other run open. Where it does, one that is no
  /// counterexample does not refute it.
  func conclude(
    _ document: ITFDocument, _ path: [Place], _ instance: PropertyInstance, loopStart: Int,
    isOnlyRun: Bool
  ) throws(ReplayInterruption) -> ReplayReport {
    var report = ReplayReport(
      result: .confirmed, steps: path.count - 1, property: document.property, isOfLoop: true)
    let states = path.map(\.state)
    let labels = path.dropFirst().map { $0.step?.label }
    let isFair = document.isFair ?? true
    let lasso = Lasso(states: states, labels: labels, loopStart: loopStart)
    do throws(LassoFault) {
      _ = try machine.confirm(lasso, breaking: instance, assumingFairness: isFair)
    } catch {
      report.result =
        isOnlyRun && document.saysActions ? try result(of: error, path) : .runConfirmed
      return report
    }
    report.trace = try? builder.lasso(
      for: instance, states: states, labels: labels, loopStart: loopStart, assumesFairness: isFair)
    return report
  }

  private func result(
    of fault: LassoFault, _ path: [Place]
  ) throws(ReplayInterruption) -> ReplayReport.Result {
    switch fault {
    case .holds, .open, .noStep: return .refuted
    case .early(let position):
      let possible = possibleLabels(machine.steps(from: path[position].state))
      throw ReplayInterruption(.noEnd(step: position, possible: possible))
    case .unfair(let instance):
      throw ReplayInterruption(.unfair(label: builder.name(of: instance.label)))
    }
  }
}

extension ITFDocument {
  /// Does each step say of which action it is?
  fileprivate var saysActions: Bool { states.dropFirst().allSatisfy { $0.action != nil } }
}
