import MeshComponents
import Testing

@Suite("A trace context")
struct TraceContextTests {
  static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
  static let span = "00f067aa0ba902b7"

  @Test(
    "is read from a header, whose version may be a later one",
    arguments: [
      ("00-\(trace)-\(span)-01", true), ("00-\(trace)-\(span)-00", false),
      ("00-\(trace)-\(span)-03", true), ("00-\(trace)-\(span)-fe", false),
      ("01-\(trace)-\(span)-01", true), ("cc-\(trace)-\(span)-01-what-comes", true),
      ("fe-\(trace)-\(span)-01-", true),
    ])
  func valid(header: String, isSampled: Bool) throws {
    let context = try TraceContext(traceparent: header)
    #expect("\(context.traceID)" == Self.trace && "\(context.spanID)" == Self.span)
    #expect(context.isSampled == isSampled)
    // Only the flag that is known is handed on, and in the version that is spoken here.
    #expect(context.traceparent == "00-\(Self.trace)-\(Self.span)-\(isSampled ? "01" : "00")")
  }

  @Test(
    "is refused where the recommendation says that a header is invalid",
    arguments: [
      ("", TraceparentError.length(0)), ("00-\(trace)-\(span)-0", .length(54)),
      ("00-\(trace)-\(span)-01-", .length(56)), ("00-\(trace)-\(span)-01x", .length(56)),
      ("01-\(trace)-\(span)-01x", .malformed(atByte: 55)),
      ("ff-\(trace)-\(span)-01", .invalidVersion),
      ("0G-\(trace)-\(span)-01", .malformed(atByte: 1)),
      ("00-\(trace.uppercased())-\(span)-01", .malformed(atByte: 4)),
      ("00-\(trace)-\(span.uppercased())-01", .malformed(atByte: 38)),
      ("00-\(trace)-\(span)-0A", .malformed(atByte: 54)),
      ("00-\(String(repeating: "0", count: 32))-\(span)-01", .zeroTraceID),
      ("00-\(trace)-0000000000000000-01", .zeroSpanID),
      ("00_\(trace)-\(span)-01", .malformed(atByte: 2)),
      (" 00-\(trace)-\(span)-01", .malformed(atByte: 0)),
      ("00-\(trace)-\(span)-\u{661}", .malformed(atByte: 53)),
    ])
  func invalid(header: String, error: TraceparentError) {
    #expect(throws: error) { try TraceContext(traceparent: header) }
  }

  @Test("is found among headers in any case, with its state joined in order")
  func headers() throws {
    let context = try #require(
      try TraceContext(headers: [
        ("Host", "shop"), ("TraceState", "a=1"),
        ("Traceparent", "00-\(Self.trace)-\(Self.span)-01"),
        ("tracestate", ""), ("TRACESTATE", "b=2,c=3"),
      ]))
    #expect(context.traceState == "a=1,b=2,c=3")
    #expect(context.headers.map(\.name) == ["traceparent", "tracestate"])
    #expect(context.headers.map(\.value) == [context.traceparent, "a=1,b=2,c=3"])
    #expect(try TraceContext(headers: [("tracestate", "a=1")]) == nil)
  }

  @Test("is refused when it came twice")
  func repeated() {
    let header = (name: "traceparent", value: "00-\(Self.trace)-\(Self.span)-01")
    #expect(throws: TraceparentError.repeated(2)) {
      try TraceContext(headers: [header, header])
    }
  }

  @Test(
    "drops a state that could not have come in a header",
    arguments: ["a=1\r\nSet-Cookie: b", "a=\u{E9}", String(repeating: "a", count: 8_193)])
  func state(state: String) throws {
    let context = try TraceContext(
      traceparent: "00-\(Self.trace)-\(Self.span)-01", traceState: state)
    #expect(context.traceState.isEmpty && context.headers.count == 1)
  }
}
