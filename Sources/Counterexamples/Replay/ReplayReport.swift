/// What became of a trace that was run again.
package struct ReplayReport: Hashable, Sendable {
  package enum Result: Hashable, Sendable {
    /// Every step is one of the spec, and the end shows what the trace says it shows.
    case confirmed
    /// Every step is one of the spec; the trace claims nothing, or something about infinite runs
    /// that it does not say enough of to decide.
    case runConfirmed
    /// Every step is one of the spec, but the end does not show it any more.
    case refuted
    /// The trace is no run of the spec.
    case broken(ReplayProblem)
  }

  package var result: Result
  /// Steps that were confirmed, before the end or the problem.
  package var steps: Int
  /// The name of what the trace shows, as it says.
  package var property: String?
  /// The trace as the spec runs it, to be rendered; nil when it is no run.
  package var trace: Trace?
  /// The trace is a run without an end.
  package var isOfLoop: Bool

  package init(
    result: Result, steps: Int, property: String?, trace: Trace? = nil, isOfLoop: Bool = false
  ) {
    self.isOfLoop = isOfLoop
    self.result = result
    self.steps = steps
    self.property = property
    self.trace = trace
  }

  /// Does the trace show what it did when it was written?
  package var isConfirmed: Bool { result == .confirmed || result == .runConfirmed }

  /// The report in one or more lines, without a line break at the end.
  package var text: String {
    let count = steps == 1 ? "1 step" : "\(steps) steps"
    let name = property ?? "the trace"
    switch result {
    case .confirmed:
      guard let loopText = trace?.loopText else {
        return "\(count) confirmed: \(name) ends as the trace says"
      }
      let isFair = trace?.liveness?.assumesFairness ?? false
      return "\(count) confirmed: \(loopText), and \(name) is false on "
        + (isFair ? "this fair run" : "this run")
    case .runConfirmed:
      guard let property else { return "\(count) confirmed" }
      return "\(count) confirmed; whether \(property) fails on it takes a new check to say"
    case .refuted where isOfLoop:
      return "\(count) confirmed, but \(name) holds on this run"
    case .refuted: return "\(count) confirmed, but at the end \(name) is not as the trace says"
    case .broken(let problem): return problem.text
    }
  }
}
