import Counterexamples
import Engine
import SourceText
import SpecCompiler
import SpecLanguage

/// Runs the scripted tests of a spec.
///
/// A test starts in all initial states at once; each step takes every state to all states that it
/// may lead to, and whatever is asserted must hold in all of them.
struct TestJudge {
  private let compiled: CompiledSpec
  private let sources: SourceMap
  private let runner: ProgramRunner

  init(compiled: CompiledSpec, sources: SourceMap) {
    self.compiled = compiled
    self.sources = sources
    runner = ProgramRunner(compiled.program)
  }

  /// States that a test may be in at once before it is given up as inconclusive.
  private static let statesMax = 10_000

  /// Why a test did not pass, and at which of its lines.
  private enum End: Error {
    case failed(at: Span, String)
    case tooManyStates(at: Span)
  }

  /// - Parameter index: of `TypedSpec.tests`.
  func report(onTest index: Int) -> PropertyReport {
    let test = compiled.spec.tests[index]
    var report = PropertyReport(
      name: test.name, kind: .test, verdict: .holds, file: sources[test.span.file].path,
      line: sources.position(of: test.span).line)
    do throws(End) {
      var states = try initialStates(of: test)
      for step in compiled.tests[index].steps {
        states = try successors(of: states, by: step)
      }
    } catch {
      switch error {
      case .failed(let span, let sentence):
        report.verdict = .violated
        report.reason = "line \(line(of: span)): \(sentence)"
      case .tooManyStates(let span):
        report.verdict = .inconclusive
        let limit = grouped(Self.statesMax)
        report.reason = "line \(line(of: span)): the test may be in more than \(limit) states"
      }
    }
    return report
  }

  private func initialStates(of test: TestScript) throws(End) -> [[UInt64]] {
    let states = distinct(runner.initialStates().compactMap(\.state))
    if states.isEmpty { throw .failed(at: test.span, "there is no initial state") }
    return states
  }

  private func successors(
    of states: [[UInt64]], by step: CompiledTest.Step
  ) throws(End) -> [[UInt64]] {
    var next: [[UInt64]] = []
    for state in states {
      let runs = runs(of: step, from: state)
      if runs.isEmpty { throw .failed(at: step.span, "\(quoted(step)) has no step here") }
      for run in runs { next.append(try self.state(after: run, step)) }
    }
    next = distinct(next)
    if next.count > Self.statesMax { throw .tooManyStates(at: step.span) }
    return next
  }

  /// Time passes in a test as it does in the model: not where something is urgent.
  private func runs(of step: CompiledTest.Step, from state: [UInt64]) -> [RunOutcome] {
    guard compiled.program.actions[step.action].role == .tick else {
      return runner.run(action: step.action, from: state)
    }
    return runner.successors(of: state).filter { $0.action == step.action }
  }

  private func state(
    after run: RunOutcome, _ step: CompiledTest.Step
  ) throws(End) -> [UInt64] {
    switch run.result {
    case .state(let state, let violated):
      guard let first = violated.first else { return state }
      throw .failed(at: step.span, "\(quoted(step)) breaks \(name(ofSite: first))")
    case .failure(let site):
      if let assertion = ownAssertion(site, step) {
        throw .failed(at: assertion, "\(quoted(step)) is false")
      }
      throw .failed(at: step.span, "\(quoted(step)) breaks \(name(ofSite: site))")
    }
  }

  /// The place of an assertion that is the test's, not one that an action makes.
  private func ownAssertion(_ site: Int, _ step: CompiledTest.Step) -> Span? {
    guard case .violation(let violation) = compiled.sites[site],
      violation.kind == .assertion, step.span.covers(violation.span)
    else { return nil }
    return violation.span
  }

  private func name(ofSite site: Int) -> String {
    switch compiled.sites[site] {
    case .violation(let violation): violation.name
    case .stepProperty(_, _, let name): name
    }
  }

  /// In the order in which they came up.
  private func distinct(_ states: [[UInt64]]) -> [[UInt64]] {
    var seen: Set<[UInt64]> = []
    return states.filter { seen.insert($0).inserted }
  }

  private func line(of span: Span) -> Int { sources.position(of: span).line }

  private func quoted(_ step: CompiledTest.Step) -> String {
    "'\(oneLine(sources.text(of: step.span)))'"
  }
}

extension RunOutcome {
  /// The state after it; nil for a failure.
  fileprivate var state: [UInt64]? {
    if case .state(let words, _) = result { words } else { nil }
  }
}
