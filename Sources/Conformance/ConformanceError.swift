/// Why an implementation cannot be held to a spec.
public enum ConformanceError: Error, Sendable {
  /// The spec cannot be read or has mistakes: its diagnostics as `meshcheck` prints them.
  case spec(diagnostics: String)
  /// A step of the spec itself breaks a rule: verify it first.
  case specIsFaulty(rule: String)
  /// The spec has an action that is no transition of an open component, so nothing to call.
  case notAnOpenModel(action: String)
  /// More states than the caller allowed.
  case tooManyStates(limit: Int)
  /// So many sequences of calls would be driven; nothing was.
  case suiteTooLarge(sequences: Double, limit: Int)
  /// A call of a run to be replayed that the spec does not have, or not there.
  case noSuchCall(String, step: Int)
}

extension ConformanceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .spec(let diagnostics): diagnostics
    case .specIsFaulty(let rule): "a step of the spec breaks a rule, verify it first: \(rule)"
    case .notAnOpenModel(let action):
      "the spec has an action of its own, '\(action)': only variables declared 'open' can be driven"
    case .tooManyStates(let limit):
      "the spec has more than \(limit) states: smaller parameters or fewer entities, or a higher "
        + "limit"
    case .suiteTooLarge(let sequences, let limit):
      "the suite has up to \(count(sequences)) sequences of calls, more than \(limit): fewer extra "
        + "states, smaller parameters, a higher limit, or coverage of every edge alone"
    case .noSuchCall(let call, let step):
      "call \(step), '\(call)', is none that the spec allows there"
    }
  }

  private func count(_ number: Double) -> String {
    number < 1e15 ? "\(Int64(number))" : "\(number)"
  }
}
