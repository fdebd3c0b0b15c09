import Counterexamples
import SourceText
import SpecLanguage
import SpecSemantics

/// Runs the scripted tests of a spec.
///
/// A test starts in all initial states at once; each step takes every state to all states that it
/// may lead to, and whatever is asserted must hold in all of them. The reference semantics runs it:
/// tests are short, and so they check the compiled program's view of the spec as well.
struct TestJudge {
  private let machine: SpecMachine
  private let sources: SourceMap

  init(machine: SpecMachine, sources: SourceMap) {
    self.machine = machine
    self.sources = sources
  }

  /// States that a test may be in at once before it is given up as inconclusive.
  private static let statesMax = 10_000

  /// How a test ended, with a sentence unless it passed.
  private enum End: Error {
    case failed(at: Span, String)
    case tooManyStates(at: Span)
  }

  func report(on test: TestScript) -> PropertyReport {
    var report = PropertyReport(
      name: test.name, kind: .test, verdict: .holds, file: sources[test.span.file].path,
      line: sources.position(of: test.span).line)
    do throws(End) {
      var states = try initialStates(of: test)
      for step in test.steps { states = try successors(of: states, by: step) }
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

  private func initialStates(of test: TestScript) throws(End) -> [StateValue] {
    let states = distinct(machine.initialStates().compactMap(\.state))
    if states.isEmpty { throw .failed(at: test.span, "there is no initial state") }
    return states
  }

  private func successors(
    of states: [StateValue], by step: TestScript.Step
  ) throws(End) -> [StateValue] {
    var next: [StateValue] = []
    for state in states {
      let runs = machine.run(step, from: state)
      if runs.isEmpty { throw .failed(at: step.span, "\(quoted(step)) has no step here") }
      for run in runs { next.append(try self.state(after: run, step)) }
    }
    next = distinct(next)
    if next.count > Self.statesMax { throw .tooManyStates(at: step.span) }
    return next
  }

  private func state(
    after run: MachineStep, _ step: TestScript.Step
  ) throws(End) -> StateValue {
    switch run.outcome {
    case .violation(let violation) where violation.kind == .assertion && isOwn(violation, step):
      throw .failed(at: violation.span, "\(quoted(step)) is false")
    case .violation(let violation):
      throw .failed(at: step.span, "\(quoted(step)) breaks \(violation.name)")
    case .state(let state, let violated):
      guard let first = violated.first else { return state }
      let name = machine.spec.name(ofProperty: first.property, keys: first.keys)
      throw .failed(at: step.span, "\(quoted(step)) breaks \(name)")
    }
  }

  /// The assertion is the test's, not one that an action makes.
  private func isOwn(_ violation: Violation, _ step: TestScript.Step) -> Bool {
    step.span.covers(violation.span)
  }

  /// In the order in which they came up.
  private func distinct(_ states: [StateValue]) -> [StateValue] {
    var seen: Set<StateValue> = []
    return states.filter { seen.insert($0).inserted }
  }

  private func line(of span: Span) -> Int { sources.position(of: span).line }

  private func quoted(_ step: TestScript.Step) -> String {
    let text = sources.text(of: step.span).split(whereSeparator: \.isWhitespace)
    return "'\(text.joined(separator: " "))'"
  }
}
