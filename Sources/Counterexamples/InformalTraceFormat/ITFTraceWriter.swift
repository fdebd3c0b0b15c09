package import SpecLanguage

/// Puts traces into the Informal Trace Format.
package struct ITFTraceWriter: Sendable {
  private let spec: TypedSpec

  package init(spec: TypedSpec) { self.spec = spec }

  /// The text of a `.itf.json` file, ending in a line break.
  package func text(of trace: Trace) -> String {
    document(of: trace).json.text(pretty: true) + "\n"
  }

  package func document(of trace: Trace) -> ITFDocument {
    let steps: [(action: String, picks: [JSONValue.Member], state: StateValue?)] =
      trace.steps.map { ($0.action, picks(of: $0), $0.state) }
    let first = trace.initial.map { state in
      ITFDocument.State(action: "init", picks: [], values: values(of: state))
    }
    let later = steps.compactMap { step in
      step.state.map { state in
        ITFDocument.State(action: step.action, picks: step.picks, values: values(of: state))
      }
    }
    let failing = steps.last.flatMap { step in
      step.state == nil ? ITFDocument.Attempt(action: step.action, picks: step.picks) : nil
    }
    return ITFDocument(
      source: trace.spec, description: trace.subject.headline, parameters: trace.parameters,
      property: trace.subject.name, kind: trace.subject.kindWord,
      variables: spec.variables.map(\.name), states: [first].compactMap(\.self) + later,
      attempt: failing, loop: trace.loopStart, isFair: trace.liveness?.assumesFairness)
  }

  private func values(of state: StateValue) -> [JSONValue.Member] {
    zip(spec.variables, state.variables).map { variable, value in
      .init(key: variable.name, value: spec.itfValue(value, as: variable.type))
    }
  }

  private func picks(of step: TraceStep) -> [JSONValue.Member] {
    spec.itfPicks(arguments: step.arguments, picks: step.picks)
  }
}

extension TypedSpec {
  /// Arguments and choices by name; the second `x` of one step is called `x#2`.
  func itfPicks(arguments: [NamedValue], picks: [NamedValue]) -> [JSONValue.Member] {
    var seen: [String: Int] = [:]
    return (arguments + picks).map { item in
      let number = seen[item.name, default: 0] + 1
      seen[item.name] = number
      let name = number == 1 ? item.name : "\(item.name)#\(number)"
      return .init(key: name, value: itfValue(item.value, as: item.type))
    }
  }
}
