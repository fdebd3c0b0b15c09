extension TraceContext {
  /// Bytes of a `traceparent` of version 00, which later versions begin with as well.
  private static let bytesCount = 55
  /// A longer `tracestate` is dropped; the recommendation asks for at least 512.
  static let traceStateBytesMax = 8_192

  /// The context that a message came with.
  ///
  /// Version 00 must be exactly 55 bytes; of a later version the first 55 are read, and what
  /// follows must begin with a dash (section 4.3 of the recommendation). Upper-case digits, `ff` as
  /// version, and names that are all zero are refused. A `tracestate` that could not have come in a
  /// header, or is too long, is dropped without harm to the rest.
  /// - Throws: `TraceparentError`.
  public init(traceparent: String, traceState: String = "") throws(TraceparentError) {
    var parser = TraceparentParser(bytes: Array(traceparent.utf8))
    let bytes = parser.bytes.count
    guard bytes >= Self.bytesCount else { throw .length(bytes) }
    let version = try parser.number(digits: 2)
    guard version != 0xFF else { throw .invalidVersion }
    try parser.dash()
    let high = try parser.number(digits: 16)
    let low = try parser.number(digits: 16)
    try parser.dash()
    let span = try parser.number(digits: 16)
    try parser.dash()
    let flags = try parser.number(digits: 2)
    if bytes > Self.bytesCount {
      guard version > 0 else { throw .length(bytes) }
      try parser.dash()
    }
    guard let traceID = TraceID(high: high, low: low) else { throw .zeroTraceID }
    guard let spanID = SpanID(span) else { throw .zeroSpanID }
    self.init(
      traceID: traceID, spanID: spanID, isSampled: flags & 1 == 1,
      traceState: Self.passable(traceState))
  }

  /// The context among a message's headers, whose names may be in any case.
  ///
  /// Several `tracestate` headers are one, joined by commas in their order (RFC 9110, section 5.3).
  /// - Returns: nil when there is no `traceparent`.
  /// - Throws: `TraceparentError`, also where `traceparent` came more than once.
  public init?(headers: [(name: String, value: String)]) throws(TraceparentError) {
    func values(_ name: String) -> [String] {
      headers.filter { $0.name.lowercased() == name }.map(\.value)
    }
    let parents = values("traceparent")
    guard let parent = parents.first else { return nil }
    guard parents.count == 1 else { throw .repeated(parents.count) }
    let states = values("tracestate").filter { !$0.isEmpty }
    try self.init(traceparent: parent, traceState: states.joined(separator: ","))
  }

  /// The headers to send a message with; the names are in lower case, as HTTP/2 wants them.
  public var headers: [(name: String, value: String)] {
    let parent = (name: "traceparent", value: traceparent)
    return traceState.isEmpty ? [parent] : [parent, (name: "tracestate", value: traceState)]
  }

  /// A line feed in what is handed on would let a client write headers of its own.
  private static func passable(_ state: String) -> String {
    let isText = state.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }
    return isText && state.utf8.count <= traceStateBytesMax ? state : ""
  }
}

/// Reads a `traceparent` from its start.
private struct TraceparentParser {
  let bytes: [UInt8]
  private var place = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func dash() throws(TraceparentError) {
    guard bytes[place] == UInt8(ascii: "-") else { throw .malformed(atByte: place) }
    place += 1
  }

  mutating func number(digits: Int) throws(TraceparentError) -> UInt64 {
    var value: UInt64 = 0
    for _ in 0..<digits {
      switch bytes[place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = value << 4 | UInt64(bytes[place] - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        value = value << 4 | UInt64(bytes[place] - UInt8(ascii: "a") + 10)
      default: throw .malformed(atByte: place)
      }
      place += 1
    }
    return value
  }
}
