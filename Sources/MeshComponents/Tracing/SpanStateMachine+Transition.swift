extension SpanStateMachine {
  /// A root: the first span of a trace.
  static func root(_ name: String, _ context: TraceContext, at now: Duration) -> Self {
    SpanStateMachine(name: name, context: context, parent: nil, startedAt: now)
  }

  /// A part of the span that `parent` names, in its trace and by its decision on sampling.
  ///
  /// - Parameter earliest: when the parent began, where that is known. A calendar's clock may be
  ///   set back, and a child still begins no earlier than its parent.
  static func child(
    _ name: String, of parent: TraceContext, as id: SpanID, notBefore earliest: Duration?,
    at now: Duration
  ) -> Self {
    let context = TraceContext(
      traceID: parent.traceID, spanID: id, isSampled: parent.isSampled,
      traceState: parent.traceState)
    return SpanStateMachine(
      name: name, context: context, parent: parent.spanID,
      startedAt: max(now, earliest ?? now))
  }

  /// Something is said of the span.
  /// - Returns: false when it has ended, and nothing is added.
  mutating func annotate(_ key: String, _ value: String) -> Bool {
    switch state {
    case .open:
      attributes[key] = value
      return true
    case .ended:
      return false
    }
  }

  /// The span ends.
  /// - Returns: what to export; nil when it had ended already, and its end stays where it was.
  mutating func end(at now: Duration) -> FinishedSpan? {
    switch state {
    case .open:
      state = .ended(at: max(now, startedAt))
      return recorded.finished
    case .ended:
      return nil
    }
  }

  /// What is known of the span by now.
  var recorded: SpanRecord {
    let endedAt: Duration? =
      switch state {
      case .open: nil
      case .ended(let time): time
      }
    return SpanRecord(
      name: name, context: context, parent: parent, startedAt: startedAt, endedAt: endedAt,
      attributes: attributes)
  }
}
