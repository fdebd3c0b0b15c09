/// The first line and the header fields of a message, and how its body is framed.
struct HTTPHead: Hashable, Sendable {
  /// What the first line says.
  enum Start: Hashable, Sendable {
    case request(method: String, target: String)
    case response(status: Int)
  }

  /// Where the body ends (RFC 9112, 6.3).
  enum Framing: Hashable, Sendable {
    case length(Int)
    case chunked
    case untilClose
  }

  enum Kind: Hashable, Sendable {
    case request
    /// The answer to a request; one to `HEAD` has no body whatever it says.
    case response(toHead: Bool)
  }

  let start: Start
  let headers: HTTPHeaders
  /// HTTP/1.1 keeps a connection unless told otherwise, HTTP/1.0 does not.
  let isPersistent: Bool
  private let isOldVersion: Bool

  /// Reads a head without its closing empty line.
  ///
  /// - Throws: `malformed`; unlike many a parser it does not guess, since what two parsers
  ///   understand differently is how requests are smuggled (RFC 9112, 11.2).
  init(_ bytes: ArraySlice<UInt8>, as kind: Kind) throws(HTTPError) {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map { line in
      line.last == 13 ? line.dropLast() : line
    }
    guard let first = lines.first, !lines.contains(where: { $0.contains(where: Self.isControl) })
    else { throw .malformed }
    lines.removeFirst()
    let version: Substring
    (start, version) = try Self.start(String(decoding: first, as: UTF8.self), as: kind)
    var headers = HTTPHeaders()
    for line in lines { try Self.add(line, to: &headers) }
    self.headers = headers
    isOldVersion = version == "HTTP/1.0"
    isPersistent =
      isOldVersion
      ? headers.contains("keep-alive", in: "Connection")
      : !headers.contains("close", in: "Connection")
    if kind == .request {
      // Who is meant must be said once (RFC 9112, 3.2); in HTTP/1.0 it need not be.
      let hosts = headers.values(of: "Host").count
      guard hosts == 1 || hosts == 0 && isOldVersion else { throw .malformed }
    }
  }

  static func isControl(_ byte: UInt8) -> Bool { byte < 32 && byte != 9 || byte == 127 }

  private static func start(
    _ line: String, as kind: Kind
  ) throws(HTTPError) -> (Start, Substring) {
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    switch kind {
    case .request:
      guard words.count == 3, isVersion(words[2]), words[0].utf8.allSatisfy(isTokenByte),
        !words[0].isEmpty, !words[1].isEmpty, words[1].utf8.allSatisfy({ (33...126).contains($0) })
      else { throw .malformed }
      return (.request(method: String(words[0]), target: String(words[1])), words[2])
    case .response:
      guard words.count >= 2, isVersion(words[0]), words[1].utf8.count == 3,
        let status = decimal(words[1]), (100...599).contains(status)
      else { throw .malformed }
      return (.response(status: status), words[0])
    }
  }

  private static func isVersion(_ word: Substring) -> Bool {
    word == "HTTP/1.1" || word == "HTTP/1.0"
  }

  private static func add(
    _ line: ArraySlice<UInt8>, to headers: inout HTTPHeaders
  ) throws(HTTPError) {
    // A name is a token right up to its colon: no space before it, no line continued.
    guard let colon = line.firstIndex(of: 58), colon > line.startIndex,
      line[..<colon].allSatisfy(isTokenByte)
    else { throw .malformed }
    let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
    headers.add(
      String(decoding: line[..<colon], as: UTF8.self), String(value[...].trimmingSpaces()))
  }

  /// The bytes of RFC 9110, 5.6.2.
  static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  /// Digits only: no sign, no space, nothing that overflows.
  static func decimal(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  /// How the body of this message is framed.
  /// - Throws: `malformed` when length and coding are both given, or lengths differ, or a peer that
  ///   cannot know of codings gives one (RFC 9112, 6.1).
  func framing(as kind: Kind) throws(HTTPError) -> Framing {
    if case .response(let status) = start {
      let hasNoBody = status < 200 || status == 204 || status == 304
      if hasNoBody || kind == .response(toHead: true) { return .length(0) }
    }
    let codings = headers.values(of: "Transfer-Encoding")
    let lengths = headers.values(of: "Content-Length")
    if !codings.isEmpty {
      guard !isOldVersion, lengths.isEmpty, codings.count == 1,
        codings[0].lowercasedASCII() == "chunked"
      else { throw .malformed }
      return .chunked
    }
    guard let length = lengths.first else {
      return kind == .request ? .length(0) : .untilClose
    }
    guard lengths.allSatisfy({ $0 == length }), let count = Self.decimal(length[...]) else {
      throw .malformed
    }
    return .length(count)
  }
}
