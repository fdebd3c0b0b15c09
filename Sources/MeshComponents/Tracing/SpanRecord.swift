/// What is known of a span, which may not have ended yet.
public struct SpanRecord: Hashable, Sendable {
  public let name: String
  /// The trace, and the span's own name in it.
  public let context: TraceContext
  /// The span that it is part of, here or in another process; nil for a root.
  public let parent: SpanID?
  /// Since 1970; not before the parent's start where the parent is of this process.
  public let startedAt: Duration
  /// Since 1970, and not before the start; nil while the span goes on.
  public let endedAt: Duration?
  public let attributes: [String: String]

  var finished: FinishedSpan? { endedAt.map { FinishedSpan(record: self, endedAt: $0) } }
}

/// A span that has ended, and will not change.
public struct FinishedSpan: Hashable, Sendable {
  public let record: SpanRecord
  /// Since 1970.
  public let endedAt: Duration

  /// How long it took; never negative.
  public var duration: Duration { endedAt - record.startedAt }
}

/// Takes spans that have ended, each one once.
public protocol SpanExporter: Sendable {
  /// Called on whichever thread ended the span, with no lock held; it should hand the span on and
  /// return.
  func export(_ span: FinishedSpan)
}
