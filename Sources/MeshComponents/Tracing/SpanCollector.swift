import Synchronization

/// Keeps the latest spans in memory, for tests and for a page of recent requests.
///
/// ```swift
/// let collector = SpanCollector()
/// let tracer = Tracer(exporter: collector)
/// tracer.begin("GET /price").end()
/// print(collector.spans.count)
/// ```
public final class SpanCollector: SpanExporter {
  private struct State {
    /// A ring, once it is full.
    var spans: [FinishedSpan] = []
    /// Where the oldest is.
    var oldest = 0
    var dropped = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  /// - Parameter limit: spans that are kept, at least 1; the oldest go first.
  public init(limit: Int = 10_000) {
    precondition(limit >= 1, "a collector of \(limit) spans")
    self.limit = limit
  }

  public func export(_ span: FinishedSpan) {
    state.withLock { state in
      guard state.spans.count == limit else { return state.spans.append(span) }
      state.spans[state.oldest] = span
      state.oldest = (state.oldest + 1) % limit
      state.dropped += 1
    }
  }

  /// In the order in which they ended.
  public var spans: [FinishedSpan] {
    state.withLock { Array($0.spans[$0.oldest...] + $0.spans[..<$0.oldest]) }
  }

  /// Spans that had to make room.
  public var dropped: Int { state.withLock { $0.dropped } }
}
