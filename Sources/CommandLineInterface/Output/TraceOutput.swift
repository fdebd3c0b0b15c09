package import Counterexamples
package import MeshCheck
import SpecLanguage

/// The traces of one spec's report, as text and as JSON.
package struct TraceOutput {
  private let report: SpecReport
  private let isColored: Bool

  package init(_ report: SpecReport, isColored: Bool) {
    self.report = report
    self.isColored = isColored
  }

  /// As people read it; empty when the report has no spec.
  package func text(of trace: Trace) -> String {
    guard let spec = report.spec else { return "" }
    let renderer = TextTraceRenderer(spec: spec, isColored: isColored, command: report.command)
    return renderer.render(trace)
  }

  /// The initial state and one object for each step; the last has a null state when the step fails.
  package func steps(of trace: Trace) -> JSONValue {
    guard let spec = report.spec else { return .null }
    var items: [JSONValue] = []
    if let initial = trace.initial {
      items.append([
        "action": nil, "arguments": [], "picks": [:], "sentence": "", "marked": false,
        "state": state(initial, of: spec),
      ])
    }
    for step in trace.steps { items.append(value(of: step, of: spec)) }
    return .array(items)
  }

  /// Where an infinite run repeats itself, and why it is a counterexample; null for other traces.
  package func loop(of trace: Trace) -> JSONValue {
    guard let start = trace.loopStart else { return .null }
    let liveness = trace.liveness
    return [
      "start": .integer(Int64(start)),
      "reason": liveness.map { .string($0.reason) } ?? .null,
      "fair": liveness.map { .bool($0.assumesFairness) } ?? .null,
      "fairActions": .array((liveness?.fairActions ?? []).map(value)),
      "passedOver": .array((liveness?.passedOver ?? []).map { .string($0) }),
    ]
  }

  private func value(of action: LassoSummary.FairAction) -> JSONValue {
    let (treatment, place): (String, Int?) =
      switch action.treatment {
      case .taken(let step): ("taken", step)
      case .disabled(let state): ("disabled", state)
      case .neverEnabled: ("neverEnabled", nil)
      case .starved(let state): ("starved", state)
      }
    return [
      "action": .string(action.label),
      "fairness": .string(action.isStrong ? "strong" : "weak"),
      "treatment": .string(treatment),
      "at": place.map { .integer(Int64($0)) } ?? .null,
    ]
  }

  private func value(of step: TraceStep, of spec: TypedSpec) -> JSONValue {
    let arguments = step.arguments.map { JSONValue.string(spec.describe($0.value, as: $0.type)) }
    let picks = step.picks.map { pick in
      JSONValue.Member(
        key: pick.name, value: .string(spec.describe(pick.value, as: pick.type)))
    }
    return [
      "action": .string(step.action), "arguments": .array(arguments), "picks": .object(picks),
      "sentence": .string(step.sentence), "marked": .bool(step.isMarked),
      "state": step.state.map { state($0, of: spec) } ?? .null,
    ]
  }

  /// Each variable with its value as the spec would write it.
  private func state(_ state: StateValue, of spec: TypedSpec) -> JSONValue {
    .object(
      zip(spec.variables, state.variables).map { variable, value in
        JSONValue.Member(
          key: variable.name, value: .string(spec.describe(value, as: variable.type)))
      })
  }
}
