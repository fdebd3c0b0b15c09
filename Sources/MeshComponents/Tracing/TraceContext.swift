/// Which span a message comes from: what crosses from process to process.
///
/// ```swift
/// let context = try? TraceContext(traceparent: headers["traceparent"] ?? "")
/// let span = tracer.begin("GET /price", within: context)
/// request.headers["traceparent"] = span.context.traceparent
/// ```
///
/// Source: W3C Trace Context, Level 1, https://www.w3.org/TR/trace-context-1/.
public struct TraceContext: Hashable, Sendable {
  public let traceID: TraceID
  public let spanID: SpanID
  /// Those who see the flag record their spans, so that a trace is whole or absent.
  public let isSampled: Bool
  /// What other systems passed along in `tracestate`; handed on as it came, empty when there is
  /// none.
  public let traceState: String

  public init(traceID: TraceID, spanID: SpanID, isSampled: Bool, traceState: String = "") {
    self.traceID = traceID
    self.spanID = spanID
    self.isSampled = isSampled
    self.traceState = traceState
  }

  /// The value of the header `traceparent`, always in version 00. Of the flags only the sampled one
  /// is known, so no other is set.
  public var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }
}

/// What is wrong with a `traceparent`; a receiver then begins a trace of its own.
public enum TraceparentError: Error, Hashable, Sendable {
  /// Not as long as its version demands.
  case length(Int)
  /// A byte that is not a lower-case hexadecimal digit, or no dash where one belongs.
  case malformed(atByte: Int)
  /// Version `ff`.
  case invalidVersion
  case zeroTraceID
  case zeroSpanID
  /// The header came more than once.
  case repeated(Int)
}
