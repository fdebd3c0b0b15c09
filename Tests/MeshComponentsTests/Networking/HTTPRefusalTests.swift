import Testing

@testable import MeshComponents

/// What two parsers may understand differently (RFC 9112, 11.2; J. Kettle, "HTTP Desync Attacks",
/// Black Hat 2019): each of these is refused, never guessed at.
@Suite("An HTTP message that could be understood in two ways")
struct HTTPRefusalTests {
  private func error(_ fields: String, _ body: String = "") -> HTTPError? {
    HTTPOutcome(HTTPSamples.post(fields, body), as: .request).error
  }

  @Test(
    "is refused for its framing",
    arguments: [
      "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
      "Content-Length: 4\r\nContent-Length: 5\r\n", "Content-Length: 4, 5\r\n",
      "Content-Length: +4\r\n", "Content-Length: -4\r\n", "Content-Length: 0x4\r\n",
      "Content-Length: 4 4\r\n", "Content-Length:\r\n", "Content-Length: 99999999999999999999\r\n",
      "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked, identity\r\n",
      "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: identity\r\n",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
      "Transfer-Encoding: chun\u{212a}ed\r\n", "Transfer-Encoding: \u{b}chunked\r\n",
    ])
  func framing(fields: String) {
    #expect(error(fields, "0\r\n\r\n") == .malformed)
  }

  @Test(
    "is refused for a field that is none",
    arguments: [
      "Transfer-Encoding : chunked\r\n", " Transfer-Encoding: chunked\r\n",
      "X: a\r\n folded\r\n", "X: a\rContent-Length: 5\r\n", "X: a\0b\r\n", "X\r\n", ": x\r\n",
      "X Y: a\r\n", "X\u{e9}: a\r\n", "Host: b\r\n",
    ])
  func fields(fields: String) {
    #expect(error(fields) == .malformed)
  }

  @Test(
    "is refused for its chunks",
    arguments: [
      "5\r\nhello0\r\n\r\n", "5\r\nhell\r\n0\r\n\r\n", "-1\r\n", "+5\r\nhello\r\n",
      "0x5\r\nhello\r\n",
      " 5\r\nhello\r\n", "5 \r\nhello\r\n", "\r\n", ";a\r\n", "g\r\n", "5\nhello\r\n0\r\n\r\n",
      "5\r\nhello\n0\r\n\r\n", "5;a\nb\r\nhello\r\n", "5;a\rb\r\nhello\r\n",
      "fffffffffffffffff\r\n", "\u{ff15}\r\nhello\r\n", "0\r\n\n", "0\r\nX: a\n\r\n",
    ])
  func chunks(body: String) {
    #expect(error("Transfer-Encoding: chunked\r\n", body) == .malformed)
  }

  @Test(
    "is refused for its first line",
    arguments: [
      "GET /\r\nHost: a\r\n\r\n", "GET / HTTP/0.9\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n", " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "G\u{e9}T / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / http/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ])
  func start(text: String) {
    #expect(HTTPOutcome(text, as: .request).error == .malformed)
  }

  @Test(
    "is refused as an answer",
    arguments: [
      "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 999 OK\r\n\r\n",
      "HTTP/1.1\r\n\r\n", "HTTP/2 200\r\n\r\n", "ICY 200 OK\r\n\r\n", "SSH-2.0-OpenSSH_9.6\r\n\r\n",
      "HTTP/1.1 101 Switching Protocols\r\n\r\n", "HTTP/1.1 +20 OK\r\n\r\n",
    ])
  func answers(text: String) {
    #expect(HTTPOutcome(text, as: .response(toHead: false)).error == .malformed)
  }

  @Test("is not sent: neither names, values nor targets can forge a line")
  func sending() {
    var request = HTTPRequest(target: "/a b\r\nX: y", headers: ["Content-Length": "7"])
    request.headers.add("N\r\nForged: 1\r\nO", "v\r\nForged: 2")
    let text = String(
      decoding: HTTPSender.bytes(of: request, to: "host", port: 80), as: UTF8.self)
    let found = HTTPOutcome(text, as: .request)
    #expect(found.error == nil && found.isComplete && found.rest.isEmpty, "\(text)")
    #expect(found.fields.contains { $0.name == "Forged" } == false, "\(text)")
    #expect(found.start == .request(method: "GET", target: "/a%20b%0d%0aX:%20y"))
    let unchanged = HTTPResponse(status: 304, headers: ["Content-Length": "3"], body: [1, 2, 3])
    let sent = HTTPSender.bytes(of: unchanged, isPersistent: true, isToHead: false)
    #expect(HTTPOutcome([sent], as: .response(toHead: false)).rest == "")
  }
}
