import Conformance
import MeshComponents
import Synchronization

/// The library's tracer behind the calls of `specs/components/tracer.mesh`.
///
/// A span of another process comes as a message would bring it: as the text of a `traceparent`.
struct TracerAdapter: ImplementationUnderTest {
  /// Names traces and spans 1, 2, 3 and so on.
  final class CountingIdentities: TraceIdentityGenerator {
    private let count = Atomic<UInt64>(0)

    func traceID() -> TraceID { TraceID(high: 0, low: next())! }
    func spanID() -> SpanID { SpanID(next())! }
    private func next() -> UInt64 {
      count.add(1, ordering: .acquiringAndReleasing).newValue
    }
  }

  private var collector = SpanCollector()
  private var tracer: Tracer
  /// By the spec's number.
  private var spans: [Span] = []
  private var traces: [TraceID] = []

  init() {
    tracer = Self.tracer(to: collector)
  }

  mutating func reset() { self = TracerAdapter() }

  private static func tracer(to collector: SpanCollector) -> Tracer {
    Tracer(
      exporter: collector, identities: CountingIdentities(), wallClock: WallClock { .seconds(7) })
  }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "root":
      let span = tracer.root("root")
      traces.append(span.context.traceID)
      return begun(span)
    case "child":
      return begun(child(in: traces[number(call.arguments[0])], below: call.arguments[1]))
    case "end":
      let exported = collector.spans.count
      let isFirst = spans[number(call.arguments[0])].end()
      // Exactly what ends for the first time is exported.
      return collector.spans.count == exported + (isFirst ? 1 : 0) ? .bool(isFirst) : .nothing
    case "annotate":
      return .bool(spans[number(call.arguments[0])].annotate("said", "yes"))
    case "recorded":
      return recorded(spans[number(call.arguments[0])].recorded)
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func begun(_ span: Span) -> SpecificationValue {
    spans.append(span)
    return .integer(Int64(spans.count - 1))
  }

  private func child(in trace: TraceID, below parent: SpecificationValue) -> Span {
    if parent != .none { return tracer.child("child", of: spans[number(parent)]) }
    let message = "00-\(trace)-ffffffffffffffff-01"
    return tracer.begin("child", within: try? TraceContext(traceparent: message))
  }

  private func recorded(_ record: SpanRecord) -> SpecificationValue {
    let trace = traces.firstIndex(of: record.context.traceID)
    let parent = spans.firstIndex { $0.context.spanID == record.parent }
    return .record([
      trace.map { .integer(Int64($0)) } ?? .none, .bool(record.parent != nil),
      parent.map { .integer(Int64($0)) } ?? .none, .bool(record.endedAt != nil),
      .integer(Int64(record.attributes.count)),
    ])
  }
}
