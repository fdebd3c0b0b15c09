import Counterexamples
import Testing

@Suite("JSON text")
struct JSONValueTests {
  @Test(
    "A value is written compactly and read back",
    arguments: [
      (.null, "null"),
      (true, "true"),
      (false, "false"),
      (-7, "-7"),
      (.integer(.max), "9223372036854775807"),
      (.integer(.min), "-9223372036854775808"),
      (1.5, "1.5"),
      (.number(1e-7), "1e-07"),
      ("", "\"\""),
      ("a\"b\\c\n\t\r\u{1}/é😀", "\"a\\\"b\\\\c\\n\\t\\r\\u0001/é😀\""),
      ([], "[]"),
      (.object([]), "{}"),
      ([1, [2], nil], "[1,[2],null]"),
      (["b": 1, "a": ["c": "d"]], "{\"b\":1,\"a\":{\"c\":\"d\"}}"),
    ] as [(JSONValue, String)])
  func roundTrip(value: JSONValue, text: String) throws {
    #expect(value.text(pretty: false) == text)
    #expect(try JSONValue(parsing: text) == value)
    #expect(try JSONValue(parsing: value.text(pretty: true)) == value)
  }

  @Test("What is no number is written as null")
  func notFinite() {
    #expect(
      JSONValue.array([.number(.infinity), .number(.nan)]).text(pretty: false) == "[null,null]")
  }

  @Test("Pretty text keeps what fits on one line and breaks what does not")
  func pretty() {
    let long = String(repeating: "x", count: 60)
    let value: JSONValue = [
      "name": "short", "items": [.string(long), .string(long)],
      "record": ["a": 1, "b": [2, 3]],
    ]
    #expect(
      value.text(pretty: true) == """
        {
          "name": "short",
          "items": [
            "\(long)",
            "\(long)"
          ],
          "record": {"a": 1, "b": [2, 3]}
        }
        """)
  }

  @Test(
    "Escapes and spaces are understood",
    arguments: [
      (" \t\r\n[ 1 , 2 ] \n", [1, 2]),
      ("\"\\u0041\\u00e9\\ud83d\\ude00\\/\\b\\f\"", "Aé😀/\u{8}\u{C}"),
      ("1e2", 100.0),
      ("-0", 0),
      ("-0.5E+1", -5.0),
      ("9223372036854775808", 9223372036854775808.0),
    ] as [(String, JSONValue)])
  func reading(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(
    "A malformed text is refused with the place of the mistake",
    arguments: [
      ("", "1:1: expected a value"),
      ("tru", "1:1: expected a value"),
      ("[1,]", "1:4: expected a value"),
      ("[1 2]", "1:4: expected ',' or the end of the array"),
      ("{\"a\":1,}", "1:8: expected a key in double quotes"),
      ("{a:1}", "1:2: expected a key in double quotes"),
      ("{\"a\" 1}", "1:6: expected ':' after a key"),
      ("{\"a\":1 \"b\":2}", "1:8: expected ',' or the end of the object"),
      ("{\"a\":1,\n \"a\":2}", "2:2: the key 'a' occurs twice in one object"),
      ("\"abc", "1:1: the string does not end"),
      ("\"a\nb\"", "1:3: a control character in a string must be escaped"),
      ("\"\\x\"", "1:2: unknown escape in a string"),
      ("\"\\u12g4\"", "1:2: unknown escape in a string"),
      ("\"\\ud800\"", "1:2: half of a surrogate pair in a string"),
      ("\"\\ude00\"", "1:2: half of a surrogate pair in a string"),
      ("01", "1:1: malformed number"),
      ("-", "1:1: malformed number"),
      ("1.", "1:1: malformed number"),
      ("1e999", "1:1: malformed number"),
      ("1 2", "1:3: text after the end of the value"),
      ("NaN", "1:1: expected a value"),
    ])
  func malformed(text: String, message: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.description == message)
  }

  @Test("Bytes that are no UTF-8 are refused")
  func invalidUTF8() {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
    #expect(error?.reason == .invalidUTF8)
  }

  @Test("Nesting is limited, however deep the text", arguments: ["[", "{\"a\":"])
  func deep(opening: String) throws {
    let hostile = String(repeating: opening, count: 100_000)
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: hostile) }
    #expect(error?.reason == .tooDeep(limit: 200))
    let fine = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(try JSONValue(parsing: fine).text(pretty: false) == fine)
  }
}
