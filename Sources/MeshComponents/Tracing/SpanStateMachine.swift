/// One span as a pure state machine: what is said of it while it lasts, and its end.
///
/// It knows no clock and no lock; the inputs are in `SpanStateMachine+Transition.swift`, under the
/// names that `specs/components/tracer.mesh` gives them.
struct SpanStateMachine: Sendable {
  enum State: Sendable {
    /// It goes on.
    case open
    /// It ended, at this time since 1970; nothing changes any more.
    case ended(at: Duration)
  }

  let name: String
  let context: TraceContext
  /// The span that it is part of, here or in another process; nil for a root.
  let parent: SpanID?
  /// Since 1970.
  let startedAt: Duration
  var attributes: [String: String] = [:]
  var state: State = .open

  init(name: String, context: TraceContext, parent: SpanID?, startedAt: Duration) {
    self.name = name
    self.context = context
    self.parent = parent
    self.startedAt = startedAt
  }
}
