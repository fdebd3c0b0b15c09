/// Gives the runs that a search without unread fields found the values of these fields again.
///
/// Each run is walked forward through the complete program, from an initial state that differs from
/// its own in unread fields only, by the same actions and choices; and what was found at its end
/// has to be there. If it is not, the fields were not unread.
package struct RestoredRuns {
  private let complete: ProgramRunner
  private let reduced: StateLayout
  /// By initial state of the search: one of the complete program.
  private var initial: [[UInt64]: [UInt64]] = [:]

  package init(_ complete: Program, reduced: Program) {
    self.complete = ProgramRunner(complete)
    self.reduced = reduced.layout
  }

  /// - Returns: whether all that was found is there.
  package mutating func restore(_ result: inout Exploration) -> Bool {
    findInitialStates(of: result)
    for index in result.findings.indices {
      let finding = result.findings[index]
      // While initialising there is no path.
      if finding.path.isEmpty { continue }
      guard let path = restored(finding.path, finding.kind) else { return false }
      result.findings[index].path = path
    }
    for check in result.measures.indices {
      guard let measure = result.measures[check] else { continue }
      guard let least = restored(measure.leastPath, check, measure.least),
        let greatest = restored(measure.greatestPath, check, measure.greatest)
      else { return false }
      result.measures[check]?.leastPath = least
      result.measures[check]?.greatestPath = greatest
    }
    return true
  }

  /// The state as the search sees it.
  private func reduced(_ state: [UInt64]) -> [UInt64] {
    reduced.pack(complete.program.layout.unpack(state))
  }

  private mutating func findInitialStates(of result: Exploration) {
    let paths =
      result.findings.map(\.path)
      + result.measures.compactMap(\.self).flatMap { [$0.leastPath, $0.greatestPath] }
    let wanted = Set(paths.compactMap(\.first?.state))
    var initializer = Initializer(complete.linked)
    while initial.count < wanted.count, let event = initializer.next() {
      guard case .state(let words) = event else { continue }
      let form = reduced(words)
      if wanted.contains(form) && initial[form] == nil { initial[form] = words }
    }
  }

  private func restored(_ path: [EngineStep]) -> (path: [EngineStep], violated: [Int])? {
    guard let start = path.first, var state = initial[start.state] else { return nil }
    var restored = [EngineStep(action: nil, choices: [], state: state)]
    var last: [Int] = []
    for step in path.dropFirst() {
      guard let action = step.action,
        case .state(let target, let violated)? = run(action, step.choices, from: state),
        reduced(target) == step.state
      else { return nil }
      restored.append(EngineStep(action: action, choices: step.choices, state: target))
      state = target
      last = violated
    }
    return (restored, last)
  }

  private func run(
    _ action: Int, _ choices: [Int64], from state: [UInt64]
  ) -> RunOutcome.Result? {
    complete.run(action: action, from: state).first { $0.choices == choices }?.result
  }

  private func restored(_ path: [EngineStep], _ kind: Finding.Kind) -> [EngineStep]? {
    guard let (path, violated) = restored(path), let last = path.last?.state else { return nil }
    let isThere: Bool
    switch kind {
    case .check(let check):
      let isReachable = complete.program.checks[check].role == .reachable
      guard case .value(let value) = complete.evaluate(check: check, in: last) else { return nil }
      isThere = isReachable == (value != 0)
    case .checkFailed(let check, let site):
      isThere = complete.evaluate(check: check, in: last) == .failure(site: site)
    case .actionFailed(let site, let action, let choices):
      isThere = action.map { run($0, choices, from: last) == .failure(site: site) } ?? false
    case .step(let site): isThere = violated.contains(site)
    case .deadlock: isThere = complete.successors(of: last).isEmpty
    }
    return isThere ? path : nil
  }

  private func restored(
    _ path: [EngineStep], _ measure: Int, _ value: Int64
  ) -> [EngineStep]? {
    guard let (path, _) = restored(path), let last = path.last?.state else { return nil }
    return complete.evaluate(check: measure, in: last) == .value(value) ? path : nil
  }
}
