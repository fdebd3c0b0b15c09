import Counterexamples
import SourceText

@testable import SpecLanguage

/// Traces that no search has to find: what a renderer makes of them is all that matters.
enum HandmadeTraces {
  static let spec: TypedSpec = {
    var spec = SampleTypes.spec
    let span = Span(file: spec.file, start: 0, end: 0)
    let variables: [(String, Type)] = [
      ("breaker", SampleTypes.breaker),
      ("log", .queue(SampleTypes.message, capacity: 9)),
      ("up", .bool),
    ]
    spec.variables = variables.map { name, type in
      Variable(name: name, type: type, isGhost: false, isOpen: false, span: span)
    }
    return spec
  }()

  static func state(_ mode: Int, inFlight: [Int], log: Int, up: Bool) -> StateValue {
    StateValue(variables: [
      .structure([.enumCase(mode, []), .set(inFlight.map { .identity($0) })]),
      .queue(Array(repeating: .enumCase(2, [.identity(0), .bool(true)]), count: log)),
      .bool(up),
    ])
  }

  /// A service that fails for ever, with every kind of line that a trace can have.
  static let lasso = Trace(
    spec: "specs/sample.mesh", parameters: [TraceParameter(name: "clients", value: 2)],
    subject: TraceSubject(
      kind: .property, name: "Recovers",
      place: SourceLocation(path: "specs/sample.mesh", line: 7, column: 1),
      story: "Once the service stays up,\nthe breaker closes again | some day."),
    initial: state(0, inFlight: [], log: 0, up: true),
    steps: [
      TraceStep(
        action: "send",
        arguments: [NamedValue(name: "c", value: .identity(0), type: SampleTypes.client)],
        sentence: "client1 calls", state: state(0, inFlight: [0], log: 0, up: true)),
      TraceStep(
        action: "fill",
        picks: [NamedValue(name: "n", value: .integer(1), type: SampleTypes.small)],
        sentence:
          "everything that anybody has ever sent is written down once more, "
          + "for those who read it later",
        state: state(0, inFlight: [0, 1], log: 6, up: true)),
      TraceStep(action: "tick", state: state(0, inFlight: [0, 1], log: 6, up: true)),
      TraceStep(
        action: "crash", sentence: "the service goes down",
        state: state(1, inFlight: [1], log: 6, up: false)),
      TraceStep(action: "repair", state: state(0, inFlight: [0, 1], log: 6, up: true)),
    ], loopStart: 3)
}
