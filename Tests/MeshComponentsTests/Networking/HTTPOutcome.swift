@testable import MeshComponents

/// What a receiver makes of bytes that come in pieces.
struct HTTPOutcome: Hashable {
  var start: HTTPHead.Start?
  var fields: [HTTPHeaders.Field] = []
  var body = ""
  /// What is left for the next message.
  var rest = ""
  var isComplete = false
  var error: HTTPError?

  init(
    _ pieces: [[UInt8]], as kind: HTTPHead.Kind, limits: HTTPLimits = .init(),
    thenCloses: Bool = false
  ) {
    var receiver = HTTPReceiver(kind, limits: limits)
    do throws(HTTPError) {
      for piece in pieces { try receiver.receive(piece) }
      if thenCloses { try receiver.finish() }
      rest = String(decoding: receiver.buffer, as: UTF8.self)
    } catch {
      self.error = error
    }
    start = receiver.head?.start
    fields = receiver.head?.headers.fields ?? []
    if error == nil { body = String(decoding: receiver.body, as: UTF8.self) }
    isComplete = receiver.isComplete
  }

  init(
    _ text: String, as kind: HTTPHead.Kind, limits: HTTPLimits = .init(),
    thenCloses: Bool = false
  ) {
    self.init([Array(text.utf8)], as: kind, limits: limits, thenCloses: thenCloses)
  }
}

/// Messages of which every one is to come out the same however it is cut.
enum HTTPSamples {
  static let get = "GET /hello.txt HTTP/1.1\r\nHost: www.example.com\r\n\r\n"

  static func post(_ fields: String, _ body: String) -> String {
    "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\(body)"
  }

  static let chunks = "4\r\nWiki\r\n5\r\npedia\r\nE\r\n in\r\n\r\nchunks.\r\n0\r\n\r\n"

  static let requests = [
    get, "\r\n\r\n" + get, get.replacing("\r\n", with: "\n"), get + get,
    post("Content-Length: 5\r\n", "hello"), post("Content-Length: 5\r\n", "hello\(get)"),
    post("Transfer-Encoding: chunked\r\n", chunks + get),
    post("Transfer-Encoding: chunked\r\n", "5 ;a=\"b\"\r\nhello\r\n0\r\nDigest: x\r\n\r\n"),
    post("Transfer-Encoding: chunked\r\n", "5\r\nhelloXX0\r\n\r\n"),
    post("Transfer-Encoding: chunked\r\n", String(repeating: "0", count: 2_000)),
    "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "\u{1}\u{2}\r\n\r\n",
  ]
}
