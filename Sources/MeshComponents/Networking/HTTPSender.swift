/// Messages of HTTP/1.1 as bytes; lengths are always given, so that the peer need not guess.
enum HTTPSender {
  static func bytes(of request: HTTPRequest, to host: String, port: UInt16) -> [UInt8] {
    var headers = request.headers
    if headers["Host"] == nil { headers.add("Host", "\(host):\(port)") }
    headers.add("Connection", "close")
    if !request.body.isEmpty { headers.add("Content-Length", "\(request.body.count)") }
    return message(
      start: "\(word(request.method)) \(word(request.target)) HTTP/1.1", headers, request.body)
  }

  static func bytes(
    of response: HTTPResponse, isPersistent: Bool, isToHead: Bool
  ) -> [UInt8] {
    var headers = response.headers
    let hasLength = response.status >= 200 && response.status != 204
    if hasLength { headers.add("Content-Length", "\(response.body.count)") }
    headers.add("Connection", isPersistent ? "keep-alive" : "close")
    // A reason is optional, and the space before it is not (RFC 9112, 4).
    return message(
      start: "HTTP/1.1 \(response.status) ", headers,
      isToHead || !hasLength ? [] : response.body)
  }

  /// Whatever would end the word, or the line, is percent-encoded.
  private static func word(_ text: String) -> String {
    String(
      text.unicodeScalars.map {
        $0.value <= 32
          ? "%\($0.value < 16 ? "0" : "")"
            + String($0.value, radix: 16) : String($0)
      }.joined())
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
