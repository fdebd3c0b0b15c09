/// A trace in the Informal Trace Format of Apalache and Quint, its values still untyped.
///
/// The format is that of Apalache's ADR-015 (https://apalache-mc.org/docs/adr/015adr-trace.html),
/// the names of actions and choices those that Quint writes for model-based testing
/// (`mbt::actionTaken`, `mbt::nondetPicks`). `docs/traces.md` has the mapping of types.
package struct ITFDocument: Hashable, Sendable {
  package struct State: Hashable, Sendable {
    /// `mbt::actionTaken`: what led here, `init` in the first state; nil when the trace does not
    /// say.
    package var action: String?
    /// `mbt::nondetPicks`: arguments and choices by name, those that were made.
    package var picks: [JSONValue.Member]
    /// The variables' values by name.
    package var values: [JSONValue.Member]

    package init(action: String?, picks: [JSONValue.Member], values: [JSONValue.Member]) {
      self.action = action
      self.picks = picks
      self.values = values
    }
  }

  /// A last step that fails and so leads to no state.
  package struct Attempt: Hashable, Sendable {
    package var action: String
    package var picks: [JSONValue.Member]

    package init(action: String, picks: [JSONValue.Member]) {
      self.action = action
      self.picks = picks
    }
  }

  /// The path of the spec; nil when a foreign trace names none.
  package var source: String?
  package var description: String?
  package var parameters: [TraceParameter]
  /// The name and the kind (`TraceSubject.kindWord`) of what the trace shows.
  package var property: String?
  package var kind: String?
  package var variables: [String]
  package var states: [State]
  package var attempt: Attempt?
  /// Of a run without an end: the index of the state with which the loop begins. The loop ends in
  /// the last state, which is equal to it.
  package var loop: Int?
  /// Whether the loop is said to be fair; nil when the trace does not say.
  package var isFair: Bool?

  package init(
    source: String? = nil, description: String? = nil, parameters: [TraceParameter] = [],
    property: String? = nil, kind: String? = nil, variables: [String], states: [State],
    attempt: Attempt? = nil, loop: Int? = nil, isFair: Bool? = nil
  ) {
    self.source = source
    self.description = description
    self.parameters = parameters
    self.property = property
    self.kind = kind
    self.variables = variables
    self.states = states
    self.attempt = attempt
    self.loop = loop
    self.isFair = isFair
  }
}

/// Why a file is no trace, or a value none of its type.
package enum ITFError: Error, Hashable, Sendable, CustomStringConvertible {
  case notJSON(JSONError)
  /// `at` is the way to the place within the file: `states[2].breaker.mode`.
  case unexpected(at: String, wanted: String)

  package var description: String {
    switch self {
    case .notJSON(let error): "the file is not JSON: \(error)"
    case .unexpected(let path, let wanted): "\(path): expected \(wanted)"
    }
  }
}
