/// Begins spans, and hands on those that have ended.
///
/// ```swift
/// let tracer = Tracer(exporter: collector)
/// let context = try? TraceContext(headers: request.headers)
/// try await tracer.withSpan("GET /price", within: context) { span in
///   span.annotate("item", "42")
///   try await client.get("/stock", headers: span.context.headers)
/// }
/// ```
///
/// The context is explicit where it crosses a border: in messages, in queues, from one process to
/// another. Within a task the span of `withSpan` is `Span.current` as well, a task-local value, so
/// that child tasks find it and nothing is left behind when its scope ends. An explicit parent
/// always wins over the current one.
///
/// Each span obeys `SpanStateMachine`, which is checked edge by edge against
/// `specs/components/tracer.mesh`.
public struct Tracer: Sendable {
  private let exporter: any SpanExporter
  private let identities: any TraceIdentityGenerator
  private let sampler: TraceSampler
  private let wallClock: WallClock

  public init(
    exporter: any SpanExporter,
    identities: any TraceIdentityGenerator = RandomTraceIdentities(
      using: SystemRandomNumberGenerator()),
    sampler: TraceSampler = .always,
    wallClock: WallClock = .system
  ) {
    self.exporter = exporter
    self.identities = identities
    self.sampler = sampler
    self.wallClock = wallClock
  }

  /// Begins the first span of a new trace.
  public func root(_ name: String) -> Span {
    let id = identities.traceID()
    let context = TraceContext(
      traceID: id, spanID: identities.spanID(), isSampled: sampler.isSampled(id))
    return span(.root(name, context, at: wallClock.sinceEpoch))
  }

  /// Begins a span within the trace of a context, which may be of another process.
  public func child(_ name: String, of context: TraceContext) -> Span {
    child(name, of: context, notBefore: nil)
  }

  /// Begins a span below another one of this process.
  public func child(_ name: String, of parent: Span) -> Span {
    child(name, of: parent.context, notBefore: parent.startedAt)
  }

  /// Begins a span within a context; without one below the current span, and without that as the
  /// root of a new trace.
  public func begin(_ name: String, within context: TraceContext? = nil) -> Span {
    if let context { return child(name, of: context) }
    if let current = Span.current { return child(name, of: current) }
    return root(name)
  }

  /// Runs `body` within a span, which is current for it and ends with it.
  ///
  /// An error is noted as the attribute `error` and thrown on; cancellation is one, too.
  public func withSpan<Answer, Failure: Error>(
    _ name: String, within context: TraceContext? = nil,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (Span) async throws(Failure) -> Answer
  ) async throws(Failure) -> Answer {
    let span = begin(name, within: context)
    defer { span.end() }
    let result = await Span.$current.withValue(span) { () async -> Result<Answer, Failure> in
      do throws(Failure) {
        return .success(try await body(span))
      } catch {
        span.annotate("error", "\(error)")
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func child(
    _ name: String, of parent: TraceContext, notBefore earliest: Duration?
  ) -> Span {
    span(
      .child(
        name, of: parent, as: identities.spanID(), notBefore: earliest,
        at: wallClock.sinceEpoch))
  }

  private func span(_ machine: SpanStateMachine) -> Span {
    Span(machine: machine, exporter: exporter, wallClock: wallClock)
  }
}
