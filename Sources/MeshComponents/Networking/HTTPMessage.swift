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
  /// Characters that would end the line are replaced by spaces, so a value cannot forge a field.
  public mutating func add(_ name: String, _ value: String) {
    let safe = String(value.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
    fields.append(Field(name: name, value: safe))
  }

  /// All values of a name, in their order.
  public func values(of name: String) -> [String] {
    let name = name.lowercased()
    return fields.filter { $0.name.lowercased() == name }.map(\.value)
  }

  /// The first value of a name.
  public subscript(name: String) -> String? { values(of: name).first }

  /// Is `token` among the comma-separated values of a name?
  func contains(_ token: String, in name: String) -> Bool {
    values(of: name).contains { value in
      value.split(separator: ",").contains { $0.trimmingSpaces().lowercased() == token }
    }
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
