import TestSupport
import Testing

@testable import MeshComponents

@Suite("An HTTP message that comes in")
struct HTTPReceiverTests {
  @Test("is the exchange of RFC 9110, 3.9")
  func example() {
    let request = HTTPOutcome(
      """
      GET /hello.txt HTTP/1.1\r
      User-Agent: curl/7.64.1\r
      Host: www.example.com\r
      Accept-Language: en, mi\r
      \r

      """, as: .request)
    #expect(request.start == .request(method: "GET", target: "/hello.txt"))
    #expect(request.fields.map(\.name) == ["User-Agent", "Host", "Accept-Language"])
    #expect(request.fields.last?.value == "en, mi" && request.isComplete && request.body.isEmpty)
    let response = HTTPOutcome(
      """
      HTTP/1.1 200 OK\r
      Date: Mon, 27 Jul 2009 12:28:53 GMT\r
      Server: Apache\r
      Content-Length: 51\r
      Content-Type: text/plain\r
      \r
      Hello World! My content includes a trailing CRLF.\r

      """, as: .response(toHead: false))
    #expect(response.start == .response(status: 200) && response.isComplete)
    #expect(response.body == "Hello World! My content includes a trailing CRLF.\r\n")
  }

  @Test("may come in chunks, with extensions and trailers that say nothing here")
  func chunks() {
    let plain = HTTPOutcome(
      HTTPSamples.post("Transfer-Encoding: Chunked\r\n", HTTPSamples.chunks), as: .request)
    #expect(plain.body == "Wikipedia in\r\n\r\nchunks." && plain.isComplete)
    let rich = HTTPOutcome(
      HTTPSamples.post(
        "Transfer-Encoding: chunked\r\n",
        "05 ;name=\"value\";other\r\nhello\r\n000\r\nExpires: never\r\n\r\nGET"), as: .request)
    #expect(rich.body == "hello" && rich.isComplete && rich.rest == "GET")
  }

  @Test("ends where RFC 9112, 6.3 says")
  func framing() {
    let answer = { (text: String, toHead: Bool, closes: Bool) in
      HTTPOutcome(text, as: .response(toHead: toHead), thenCloses: closes)
    }
    #expect(answer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", true, false).isComplete)
    for status in [204, 304] {
      let found = answer("HTTP/1.1 \(status) \r\nContent-Length: 3\r\n\r\nabc", false, false)
      #expect(found.isComplete && found.rest == "abc")
    }
    #expect(answer("HTTP/1.0 200 OK\r\n\r\nall of it", false, false).isComplete == false)
    #expect(answer("HTTP/1.0 200 OK\r\n\r\nall of it", false, true).body == "all of it")
    #expect(
      answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", false, true).error == .incomplete)
    let interim = answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 None\r\n\r\n", false, false)
    #expect(interim.start == .response(status: 204) && interim.isComplete)
    let equal = HTTPSamples.post("Content-Length: 2\r\nContent-Length: 2\r\n", "okX")
    #expect(HTTPOutcome(equal, as: .request).rest == "X")
  }

  @Test("is the same however it is cut in two, and byte by byte")
  func cuts() {
    let limits = HTTPLimits(headBytesMax: 200, bodyBytesMax: 100)
    for text in HTTPSamples.requests {
      let bytes = Array(text.utf8)
      let whole = HTTPOutcome([bytes], as: .request, limits: limits)
      for cut in 0...bytes.count {
        let halves = [Array(bytes[..<cut]), Array(bytes[cut...])]
        #expect(HTTPOutcome(halves, as: .request, limits: limits) == whole, "\(text) at \(cut)")
      }
      let single = HTTPOutcome(bytes.map { [$0] }, as: .request, limits: limits)
      #expect(single == whole, "\(text)")
    }
  }

  @Test("leaves the next message of the connection untouched")
  func pipelined() throws {
    var receiver = HTTPReceiver(.request, limits: .init())
    try receiver.receive(
      Array((HTTPSamples.post("Content-Length: 2\r\n", "ok") + HTTPSamples.get).utf8))
    #expect(receiver.isComplete && receiver.body == Array("ok".utf8))
    var next = HTTPReceiver(.request, limits: .init(), buffer: receiver.buffer)
    try next.receive([])
    #expect(next.head?.start == .request(method: "GET", target: "/hello.txt"))
    #expect(next.isComplete && next.buffer.isEmpty)
  }

  @Test("is bounded in its head, its body and its trailers")
  func limits() {
    let limits = HTTPLimits(headBytesMax: 64, bodyBytesMax: 8)
    let outcome = { (text: String) in HTTPOutcome(text, as: .request, limits: limits).error }
    let fits = "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 32) + "\r\n\r\n"
    #expect(fits.utf8.count == 64 && outcome(fits) == nil)
    #expect(outcome(fits.replacing("X: ", with: "XX: ")) == .headTooLarge)
    #expect(outcome(String(repeating: "x", count: 65)) == .headTooLarge)
    #expect(outcome(HTTPSamples.post("Content-Length: 9\r\n", "")) == .bodyTooLarge)
    let chunked = { HTTPSamples.post("Transfer-Encoding: chunked\r\n", $0) }
    #expect(outcome(chunked("8\r\n12345678\r\n0\r\n\r\n")) == nil)
    #expect(outcome(chunked("8\r\n12345678\r\n1\r\n")) == .bodyTooLarge)
    let trailers = String(repeating: "X: y\r\n", count: 20)
    #expect(outcome(chunked("0\r\n\(trailers)\r\n")) == .headTooLarge)
  }

  @Test("damaged at random is the same however it is cut, and stays within its limits")
  func fuzz() {
    let seed: UInt64 = 20_260_711
    var random = TestSupport.SplitMix64(seed: seed)
    let limits = HTTPLimits(headBytesMax: 150, bodyBytesMax: 40)
    for round in 0..<3_000 {
      var bytes = Array(HTTPSamples.requests.randomElement(using: &random)!.utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) { damage(&bytes, &random) }
      let kind: HTTPHead.Kind = round % 4 == 0 ? .response(toHead: false) : .request
      var pieces: [[UInt8]] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let size = min(rest.count, Int.random(in: 1...20, using: &random))
        pieces.append(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      let cut = HTTPOutcome(pieces, as: kind, limits: limits, thenCloses: true)
      let whole = HTTPOutcome([bytes], as: kind, limits: limits, thenCloses: true)
      #expect(
        cut == whole, "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))")
      #expect(cut.body.utf8.count <= 3 * limits.bodyBytesMax)
    }
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout TestSupport.SplitMix64) {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let odd: [UInt8] = [0, 9, 10, 13, 32, 48, 58, 59, 127, 128, 255]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes[place] = odd.randomElement(using: &random)!
    case 1: bytes.insert(odd.randomElement(using: &random)!, at: place)
    case 2 where bytes.count > 1: bytes.remove(at: place)
    default: bytes.insert(contentsOf: bytes[place...].prefix(12), at: place)
    }
  }
}
