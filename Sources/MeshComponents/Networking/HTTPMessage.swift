/// Header fields of a message, in their order; names are compared without regard to case.
public struct HTTPHeaders: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  public struct Field: Hashable, Sendable {
    public var name: String
    public var value: String
  }

  public private(set) var fields: [Field] = []

  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }

  /// Adds a field after the others, also when there is one of its name.
  ///
  /// Control characters of a value are replaced by spaces, and in a name whatever is not of a token
  /// (RFC 9110, 5.6.2) by underscores, so neither can forge a field.
  public mutating func add(_ name: String, _ value: String) {
    let isHarmless = { (byte: UInt8) in byte >= 0x20 && byte != 0x7f }
    let safe = String(decoding: value.utf8.map { isHarmless($0) ? $0 : 0x20 }, as: UTF8.self)
    let token = String(
      decoding: name.utf8.map { HTTPHead.isTokenByte($0) ? $0 : 0x5f }, as: UTF8.self)
    fields.append(Field(name: token, value: safe))
  }

  /// Takes out all fields of a name.
  mutating func remove(_ name: String) {
    let name = name.lowercasedASCII()
    fields.removeAll { $0.name.lowercasedASCII() == name }
  }

  /// All values of a name, in their order.
  public func values(of name: String) -> [String] {
    let name = name.lowercasedASCII()
    return fields.filter { $0.name.lowercasedASCII() == name }.map(\.value)
  }

  /// The first value of a name.
  public subscript(name: String) -> String? { values(of: name).first }

  /// Is `token` among the comma-separated values of a name?
  func contains(_ token: String, in name: String) -> Bool {
    values(of: name).contains { value in
      value.split(separator: ",").contains { $0.trimmingSpaces().lowercasedASCII() == token }
    }
  }
}

extension StringProtocol {
  /// With the letters A to Z in lower case, and nothing else: by the rules of Unicode the Kelvin
  /// sign would become a `k`, and a word that no other parser knows one that is known.
  func lowercasedASCII() -> String {
    String(
      decoding: utf8.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}

extension Substring {
  func trimmingSpaces() -> Substring {
    var rest = drop { $0 == " " || $0 == "\t" }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return rest
  }
}

/// What a client asks.
public struct HTTPRequest: Hashable, Sendable {
  public var method: String
  /// The path and the query, as in the request line.
  public var target: String
  public var headers: HTTPHeaders
  public var body: [UInt8]

  public init(
    method: String = "GET", target: String, headers: HTTPHeaders = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// The target without its query.
  public var path: String { String(target.prefix { $0 != "?" }) }
}

/// What a server answers.
public struct HTTPResponse: Hashable, Sendable {
  /// From 100 to 599.
  public var status: Int
  public var headers: HTTPHeaders
  public var body: [UInt8]

  public init(status: Int = 200, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer of plain text, in UTF-8.
  public init(status: Int = 200, text: String) {
    self.init(
      status: status, headers: ["Content-Type": "text/plain; charset=utf-8"],
      body: Array(text.utf8))
  }

  /// The body as text; what is not UTF-8 is replaced.
  public var text: String { String(decoding: body, as: UTF8.self) }
}

/// How much of a peer's message is read before it is refused.
public struct HTTPLimits: Hashable, Sendable {
  /// Bytes of the first line and the header fields together, trailers likewise.
  public var headBytesMax: Int
  /// Bytes of the body, without the framing of its chunks.
  public var bodyBytesMax: Int

  public init(headBytesMax: Int = 16_384, bodyBytesMax: Int = 1_048_576) {
    precondition(headBytesMax > 0 && bodyBytesMax >= 0, "nothing would pass")
    self.headBytesMax = headBytesMax
    self.bodyBytesMax = bodyBytesMax
  }
}

/// Why there is no message.
public enum HTTPError: Error, Hashable, Sendable {
  /// The connection failed, or time was up.
  case network(NetworkError)
  /// What came is not HTTP/1.1, or says two things at once.
  case malformed
  /// The head is longer than allowed.
  case headTooLarge
  /// The body is longer than allowed.
  case bodyTooLarge
  /// The peer finished before the message was whole.
  case incomplete
}
