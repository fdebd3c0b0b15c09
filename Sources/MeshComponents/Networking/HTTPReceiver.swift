/// One incoming message of HTTP/1.1 as a pure state machine: bytes in, in pieces of any size, and
/// in the end a head and a body.
///
/// What it holds is bounded by its limits, whatever the peer sends and however slowly.
struct HTTPReceiver: Sendable {
  private enum State {
    case head
    /// So many bytes of the body, or of a chunk, are still to come.
    case length(Int)
    case chunkSize
    case chunk(Int)
    /// The line break after a chunk.
    case chunkEnd
    /// Fields after the last chunk are read over; so many bytes of them have been.
    case trailers(Int)
    case untilClose
    case complete
  }

  let kind: HTTPHead.Kind
  let limits: HTTPLimits
  private var state = State.head
  /// Received and not yet understood; after the message, the beginning of the next.
  private(set) var buffer: [UInt8]
  private(set) var head: HTTPHead?
  private(set) var body: [UInt8] = []
  /// Bytes of the buffer in which no end of the head has been found.
  private var searched = 0

  /// - Parameter buffer: what came in after the previous message of the connection.
  init(_ kind: HTTPHead.Kind, limits: HTTPLimits, buffer: [UInt8] = []) {
    self.kind = kind
    self.limits = limits
    self.buffer = buffer
  }

  var isComplete: Bool { if case .complete = state { true } else { false } }

  /// Nothing of the message has come in yet.
  var isUntouched: Bool {
    if case .head = state, buffer.isEmpty, head == nil { true } else { false }
  }

  /// Takes in what the peer has sent.
  /// - Throws: `malformed`, `headTooLarge` or `bodyTooLarge`; it is of no use then.
  mutating func receive(_ bytes: [UInt8]) throws(HTTPError) {
    buffer += bytes
    while try advance() {}
  }

  /// The peer has finished.
  /// - Throws: `incomplete` unless the message was to last until then.
  mutating func finish() throws(HTTPError) {
    switch state {
    case .untilClose, .complete: state = .complete
    case .head, .length, .chunkSize, .chunk, .chunkEnd, .trailers: throw .incomplete
    }
  }

  /// Understands one more part of the buffer; false when more bytes are needed.
  private mutating func advance() throws(HTTPError) -> Bool {
    switch state {
    case .head: return try readHead()
    case .length(let rest):
      let left = try moveToBody(rest)
      state = left == 0 ? .complete : .length(left)
      return false
    case .chunkSize: return try readChunkSize()
    case .chunk(let rest):
      let left = try moveToBody(rest)
      state = left == 0 ? .chunkEnd : .chunk(left)
      return left == 0
    case .chunkEnd:
      guard let line = try line(bytesMax: 0, orThrow: .malformed) else { return false }
      guard line.isEmpty else { throw .malformed }
      state = .chunkSize
      return true
    case .trailers(let count):
      let rest = limits.headBytesMax - count
      guard let line = try line(bytesMax: rest, orThrow: .headTooLarge) else { return false }
      state = line.isEmpty ? .complete : .trailers(count + line.count + 2)
      return !line.isEmpty
    case .untilClose:
      _ = try moveToBody(.max)
      return false
    case .complete: return false
    }
  }

  private mutating func readHead() throws(HTTPError) -> Bool {
    // Empty lines before a message are read over (RFC 9112, 2.2).
    let blanks = buffer.prefix { $0 == 13 || $0 == 10 }.count
    if head == nil, blanks > 0, searched == 0 { buffer.removeFirst(blanks) }
    guard let end = endOfHead() else {
      guard buffer.count <= limits.headBytesMax else { throw .headTooLarge }
      return false
    }
    guard end.upperBound <= limits.headBytesMax else { throw .headTooLarge }
    let head = try HTTPHead(buffer[..<end.lowerBound], as: kind)
    buffer.removeFirst(end.upperBound)
    searched = 0
    // Interim answers say only that the final one is to come (RFC 9110, 15.2).
    if case .response(let status) = head.start, status < 200 {
      guard status != 101 else { throw .malformed }
      return true
    }
    self.head = head
    switch try head.framing(as: kind) {
    case .length(let count):
      guard count <= limits.bodyBytesMax else { throw .bodyTooLarge }
      state = count == 0 ? .complete : .length(count)
    case .chunked: state = .chunkSize
    case .untilClose: state = .untilClose
    }
    return true
  }

  /// The line break of the last field and the empty line after it.
  private mutating func endOfHead() -> Range<Int>? {
    var index = max(0, searched - 3)
    while let feed = buffer[index...].firstIndex(of: 10) {
      if feed + 1 < buffer.count, buffer[feed + 1] == 10 { return feed..<(feed + 2) }
      if feed + 2 < buffer.count, buffer[feed + 1] == 13, buffer[feed + 2] == 10 {
        return (feed > 0 && buffer[feed - 1] == 13 ? feed - 1 : feed)..<(feed + 3)
      }
      index = feed + 1
    }
    searched = buffer.count
    return nil
  }

  private mutating func readChunkSize() throws(HTTPError) -> Bool {
    guard let line = try line(bytesMax: 1024, orThrow: .malformed) else { return false }
    // Extensions after a semicolon mean nothing to us, nor do spaces before it.
    var size = line.prefix { $0 != 59 }
    if size.count < line.count { while size.last == 32 || size.last == 9 { size.removeLast() } }
    let digits = String(decoding: size, as: UTF8.self)
    guard !digits.isEmpty, digits.utf8.count <= 15, digits.allSatisfy(\.isHexDigit),
      let count = Int(digits, radix: 16)
    else { throw .malformed }
    guard count <= limits.bodyBytesMax - body.count else { throw .bodyTooLarge }
    state = count == 0 ? .trailers(0) : .chunk(count)
    return true
  }

  /// A line of the body's framing without its break, when it has come in.
  ///
  /// Unlike a line of the head it must end with both CR and LF: only there may a recipient take LF
  /// alone (RFC 9112, 2.2), and peers that disagree about the end of a chunk's line can be made to
  /// disagree about the end of the message.
  /// - Throws: `error` when it is longer than it may be, `malformed` for a break that is none.
  private mutating func line(
    bytesMax: Int, orThrow error: HTTPError
  ) throws(HTTPError) -> [UInt8]? {
    let bound = max(bytesMax, 0) + 2
    guard let feed = buffer.firstIndex(of: 10), feed < bound else {
      if buffer.count >= bound { throw error }
      return nil
    }
    guard feed > 0, buffer[feed - 1] == 13 else { throw .malformed }
    let text = Array(buffer[..<(feed - 1)])
    guard !text.contains(where: HTTPHead.isControl) else { throw .malformed }
    buffer.removeFirst(feed + 1)
    return text
  }

  /// - Returns: how many of `count` bytes are still to come.
  private mutating func moveToBody(_ count: Int) throws(HTTPError) -> Int {
    let moved = min(count, buffer.count)
    guard moved <= limits.bodyBytesMax - body.count else { throw .bodyTooLarge }
    body += buffer[..<moved]
    buffer.removeFirst(moved)
    return count - moved
  }
}
