import MeshComponents
import Testing

@Suite("JSON")
struct JSONCodecTests {
  let codec = JSONCodec()

  func reason(_ text: String) -> MessageError.Reason? { reason(Array(text.utf8)) }

  func reason(_ bytes: [UInt8]) -> MessageError.Reason? {
    do throws(MessageError) {
      _ = try codec.decode(bytes)
      return nil
    } catch { return error.reason }
  }

  @Test(
    "reads what RFC 8259 allows",
    arguments: [
      ("[]", []), (" { } ", [:]), ("\t[\n1 ,\r2]", [1, 2]), ("0", 0), ("-0", -0.0),
      ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("18446744073709551615", .uint(.max)), ("9007199254740993", .int(9_007_199_254_740_993)),
      ("1E2", 100.0), ("1.5e-3", 0.0015), ("123e+1", 1230.0), ("0.0", 0.0),
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\uD83D\uDE00""#, "é😀"),
      (#""\u0000""#, "\0"), ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
      (#"{"a":{"b":[true,false,null]}}"#, ["a": ["b": [true, false, .null]]]),
    ] as [(String, MessageValue)])
  func accepts(text: String, value: MessageValue) throws {
    #expect(try codec.decode(Array(text.utf8)) == value)
  }

  @Test(
    "refuses what RFC 8259 does not allow",
    arguments: [
      "", " ", "[", "[1,]", "[,1]", "[1 2]", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "{a:1}",
      "{'a':1}", #"{1:2}"#, "01", "-", "-01", "+1", ".5", "1.", "1e", "1e+", "0x1", "NaN",
      "Infinity", "-Infinity", "nul", "True", "\"", "\"\n\"", "\"\t\"", #""\x""#, #""\u12""#,
      #""\u12G4""#, "[1]]", "1 1", "[1]x", "/**/1", "\u{FEFF}1", "[\u{A0}1]", "]", "}", ":",
    ])
  func refuses(text: String) {
    #expect(reason(text) != nil)
  }

  @Test("refuses half a surrogate pair, on either side")
  func surrogates() {
    for text in [#""\uD800""#, #""\uD800x""#, #""\uDC00""#, #""\uD800\uD800""#, #""\uD83D\n""#] {
      #expect(reason(text) != nil, "\(text)")
    }
    #expect(reason(#""\uDC00""#) == .invalidEscape)
  }

  @Test(
    "refuses bytes that are no UTF-8",
    arguments: [
      [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xC3], [0x80],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    #expect(reason([0x22] + bytes + [0x22]) == .invalidUTF8)
  }

  @Test("refuses a name twice, however it is written, and tells apart names that look alike")
  func duplicates() throws {
    #expect(reason(#"{"a":1,"b":2,"\u0061":3}"#) == .duplicateKey("a"))
    let alike = try codec.decode(Array("{\"\u{E9}\":1,\"e\u{301}\":2,\"A\":3,\"a\":4}".utf8))
    guard case .map(let map) = alike else { return #expect(Bool(false)) }
    #expect(map["\u{E9}"] == 1 && map["e\u{301}"] == 2 && map["A"] == 3 && map["a"] == 4)
  }

  @Test("refuses numbers that it would have to round or that are infinite")
  func numbers() {
    #expect(reason("18446744073709551616") == .numberOutOfRange)
    #expect(reason("-9223372036854775809") == .numberOutOfRange)
    #expect(reason("1e400") == .numberOutOfRange)
  }

  @Test("says at which byte it stopped")
  func offset() {
    do throws(MessageError) {
      _ = try codec.decode(Array("[1,2,x]".utf8))
    } catch {
      #expect(error == MessageError(.unexpectedByte(UInt8(ascii: "x")), at: 5))
    }
  }

  @Test("goes as deep as its limit, and not a level deeper")
  func depth() {
    func nested(_ depth: Int) -> [UInt8] {
      [UInt8](repeating: UInt8(ascii: "["), count: depth)
        + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
    }
    #expect(reason(nested(64)) == nil)
    #expect(reason(nested(65)) == .tooDeep(limit: 64))
    #expect(reason(nested(100_000)) == .tooDeep(limit: 64))
  }

  @Test("refuses more bytes and elements than its limits")
  func limits() {
    let small = JSONCodec(limits: .init(bytesMax: 10, elementsMax: 3))
    #expect(throws: MessageError(.tooLarge(limit: 10), at: 10)) {
      try small.decode(Array("[1,2,3,4,5]".utf8))
    }
    #expect(throws: MessageError(.tooLarge(limit: 3), at: 7)) {
      try small.decode(Array("[1,2,3,4]".utf8))
    }
  }

  @Test("writes text without space, and bytes as base64 with the vectors of RFC 4648")
  func writing() throws {
    func text(_ value: MessageValue) throws -> String {
      String(decoding: try codec.encode(value), as: UTF8.self)
    }
    #expect(try text(["a": [1, -2.5, true, .null]]) == #"{"a":[1,-2.5,true,null]}"#)
    #expect(try text("\u{1}\n\"\\é") == #""\u0001\u000a\"\\é""#)
    let vectors = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]
    for (count, encoded) in vectors.enumerated() {
      #expect(try text(.bytes(Array("foobar".utf8.prefix(count)))) == "\"\(encoded)\"")
    }
  }

  @Test("refuses values that JSON has no form for")
  func unsupported() throws {
    let values: [MessageValue] = [
      .double(.nan), .double(.infinity), [1: 2], .ext(.init(type: 1, data: [])),
    ]
    for value in values {
      #expect(throws: MessageError.self) { try codec.encode(value) }
    }
  }
}
