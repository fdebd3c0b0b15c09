/// Messages of HTTP/1.1 as bytes; lengths are always given, so that the peer need not guess.
enum HTTPSender {
  static func bytes(of request: HTTPRequest, to host: String, port: UInt16) -> [UInt8] {
    var headers = unframed(request.headers)
    if headers["Host"] == nil { headers.add("Host", "\(host):\(port)") }
    headers.add("Connection", "close")
    if !request.body.isEmpty { headers.add("Content-Length", "\(request.body.count)") }
    return message(
      start: "\(word(request.method)) \(word(request.target)) HTTP/1.1", headers, request.body)
  }

  static func bytes(
    of response: HTTPResponse, isPersistent: Bool, isToHead: Bool
  ) -> [UInt8] {
    var headers = unframed(response.headers)
    // Answers that have no body whatever they say (RFC 9112, 6.3).
    let hasLength = response.status >= 200 && response.status != 204 && response.status != 304
    if hasLength { headers.add("Content-Length", "\(response.body.count)") }
    headers.add("Connection", isPersistent ? "keep-alive" : "close")
    // A reason is optional, and the space before it is not (RFC 9112, 4).
    return message(
      start: "HTTP/1.1 \(response.status) ", headers,
      isToHead || !hasLength ? [] : response.body)
  }

  /// Without what says how the message is framed: that is for the sender alone to say.
  private static func unframed(_ headers: HTTPHeaders) -> HTTPHeaders {
    var headers = headers
    for name in ["Content-Length", "Transfer-Encoding", "Connection"] { headers.remove(name) }
    return headers
  }

  /// Whatever would end the word, or the line, or is not ASCII, is percent-encoded.
  private static func word(_ text: String) -> String {
    text.utf8.map { byte in
      (33...126).contains(byte)
        ? String(UnicodeScalar(byte)) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
    }.joined()
  }

  private static func message(
    start: String, _ headers: HTTPHeaders, _ body: [UInt8]
  ) -> [UInt8] {
    var text = start + "\r\n"
    for field in headers.fields { text += "\(field.name): \(field.value)\r\n" }
    text += "\r\n"
    return Array(text.utf8) + body
  }
}
