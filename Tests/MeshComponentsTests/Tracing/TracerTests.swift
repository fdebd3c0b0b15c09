import MeshComponents
import Synchronization
import Testing

@Suite("A tracer")
struct TracerTests {
  /// A wall clock that is set by hand, back as well.
  final class Wall: Sendable {
    private let time = Mutex(Duration.seconds(100))

    func set(_ seconds: Int) { time.withLock { $0 = .seconds(seconds) } }
    var clock: WallClock { WallClock { self.time.withLock { $0 } } }
  }

  /// Draws 0, 1, 2 and so on, so that the first name drawn would be all zero.
  struct Counting: RandomNumberGenerator, Sendable {
    var state: UInt64 = 0

    mutating func next() -> UInt64 {
      defer { state += 1 }
      return state / 4
    }
  }

  let wall = Wall()
  let collector = SpanCollector()

  func tracer(_ sampler: TraceSampler = .always) -> Tracer {
    Tracer(exporter: collector, sampler: sampler, wallClock: wall.clock)
  }

  @Test("makes spans of one trace, each with its parent")
  func forest() throws {
    let tracer = tracer()
    let root = tracer.root("request")
    let child = tracer.child("query", of: root)
    let remote = tracer.child(
      "serve", of: try TraceContext(traceparent: child.context.traceparent, traceState: "a=1"))
    #expect(root.recorded.parent == nil && child.recorded.parent == root.context.spanID)
    #expect(remote.recorded.parent == child.context.spanID)
    #expect(Set([root, child, remote].map(\.context.traceID)).count == 1)
    #expect(Set([root, child, remote].map(\.context.spanID)).count == 3)
    #expect(remote.context.traceState == "a=1")
    #expect(tracer.root("another").context.traceID != root.context.traceID)
  }

  @Test("exports a span once, as it was when it ended")
  func once() throws {
    let span = tracer().root("work")
    #expect(span.annotate("item", "1") && span.annotate("item", "2"))
    wall.set(103)
    #expect(span.end())
    wall.set(110)
    #expect(!span.end() && !span.annotate("item", "3"))
    let exported = try #require(collector.spans.first)
    #expect(collector.spans.count == 1 && exported.record == span.recorded)
    #expect(exported.duration == .seconds(3) && exported.record.attributes == ["item": "2"])
  }

  @Test("exports a span once when tasks end it together")
  func races() async {
    let span = tracer().root("work")
    let ended = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 { group.addTask { span.end() } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(ended == 1 && collector.spans.count == 1)
  }

  @Test("keeps spans in order when the wall clock is set back")
  func setBack() {
    let tracer = tracer()
    let root = tracer.root("request")
    wall.set(50)
    let child = tracer.child("query", of: root)
    #expect(child.end() && root.end())
    for span in collector.spans {
      #expect(span.record.startedAt == .seconds(100) && span.duration == .zero)
    }
  }

  @Test("exports nothing of a trace that is not sampled, and says so downstream")
  func unsampled() throws {
    let root = tracer(.never).root("request")
    // Who joins a trace keeps its decision, whatever it would have decided itself.
    let child = tracer(.always).child("query", of: root)
    #expect(child.end() && root.end() && collector.spans.isEmpty)
    #expect(child.context.traceparent.hasSuffix("-00"))
  }

  @Test("samples a share of the traces by their names")
  func shares() throws {
    let low = try #require(TraceID(high: 1, low: .max / 4))
    let high = try #require(TraceID(high: 1, low: .max / 4 * 3))
    struct Fixed: TraceIdentityGenerator {
      var trace: TraceID
      func traceID() -> TraceID { trace }
      func spanID() -> SpanID { SpanID(1)! }
    }
    for (trace, share, isSampled) in [
      (low, 0.5, true), (high, 0.5, false), (high, 1, true), (low, 0, false),
    ] {
      let tracer = Tracer(
        exporter: collector, identities: Fixed(trace: trace), sampler: .share(share))
      #expect(tracer.root("request").context.isSampled == isSampled)
    }
  }

  @Test("draws no name that is all zero")
  func names() {
    let names = RandomTraceIdentities(using: Counting())
    #expect(names.spanID() == SpanID(1))
    #expect(RandomTraceIdentities(using: Counting()).traceID() == TraceID(high: 1, low: 1))
  }

  @Test("has a current span within `withSpan`, in child tasks as well")
  func current() async {
    let tracer = tracer()
    await tracer.withSpan("outer") { outer in
      async let inChild = tracer.withSpan("inner") { $0.recorded.parent }
      #expect(await inChild == outer.context.spanID)
      #expect(Span.current === outer)
      let detached = await Task.detached { Span.current == nil }.value
      #expect(detached)
    }
    #expect(Span.current == nil)
    #expect(collector.spans.map(\.record.name) == ["inner", "outer"])
  }

  @Test("ends the span of work that throws, notes the error and throws it on")
  func throwing() async {
    struct Down: Error {}
    await #expect(throws: Down.self) {
      try await tracer().withSpan("call") { _ in throw Down() }
    }
    #expect(collector.spans.first?.record.attributes == ["error": "Down()"])
  }

  @Test("prefers a given context to the current span")
  func explicit() async throws {
    let tracer = tracer()
    let given = tracer.root("elsewhere").context
    await tracer.withSpan("here") { _ in
      #expect(tracer.begin("work", within: given).context.traceID == given.traceID)
    }
  }

  @Test("has a collector that lets the oldest spans go")
  func collecting() {
    let collector = SpanCollector(limit: 2)
    let tracer = Tracer(exporter: collector)
    for name in ["1", "2", "3"] { tracer.root(name).end() }
    #expect(collector.spans.map(\.record.name) == ["2", "3"] && collector.dropped == 1)
  }
}
