/// A media type or range with its parameters (RFC 9110, sections 8.3.1 and 12.5.1).
struct MediaType {
  /// `application/json`, in whatever case it came; `*/*` is a range.
  var name: String
  /// Names in lower case, each once.
  var parameters: [(name: String, value: String)] = []

  subscript(parameter: String) -> String? {
    parameters.first { $0.name == parameter }?.value
  }

  func version() throws(MessageError) -> Int? {
    guard let text = self["version"] else { return nil }
    guard let version = Int(text), version >= 1 else { throw MessageError(.malformedMediaType) }
    return version
  }
}

/// Reads media types from a header's value.
struct MediaTypeScanner {
  /// More than any header that was meant well.
  private static let textMax = 8192

  private let text: [UInt8]
  private var position = 0

  init(_ text: String) { self.text = Array(text.utf8.prefix(Self.textMax + 1)) }

  var isAtEnd: Bool { position == text.count }

  private var next: UInt8? { isAtEnd ? nil : text[position] }

  private var malformed: MessageError { MessageError(.malformedMediaType, at: position) }

  /// All media ranges of a list; empty elements count for nothing.
  mutating func list() throws(MessageError) -> [MediaType] {
    var types: [MediaType] = []
    while true {
      skipSpace()
      if next != UInt8(ascii: ",") && !isAtEnd { types.append(try mediaType()) }
      if isAtEnd { return types }
      guard skip(",") else { throw malformed }
    }
  }

  mutating func mediaType() throws(MessageError) -> MediaType {
    guard text.count <= Self.textMax else { throw MessageError(.tooLarge(limit: Self.textMax)) }
    skipSpace()
    let type = try token()
    guard skip("/") else { throw malformed }
    var media = MediaType(name: type + "/" + (try token()))
    skipSpace()
    while skip(";") {
      skipSpace()
      // A semicolon may have no parameter after it.
      guard next != UInt8(ascii: ";") && next != UInt8(ascii: ",") && !isAtEnd else { continue }
      let name = try token().lowercased()
      guard skip("="), media[name] == nil else { throw malformed }
      media.parameters.append((name, try value()))
      skipSpace()
    }
    return media
  }

  private mutating func value() throws(MessageError) -> String {
    guard skip("\"") else { return try token() }
    var content: [UInt8] = []
    while !skip("\"") {
      if skip("\\") && isAtEnd { throw malformed }
      guard let byte = next, byte >= 0x20 || byte == 0x09, byte != 0x7F else { throw malformed }
      content.append(byte)
      position += 1
    }
    return String(decoding: content, as: UTF8.self)
  }

  private mutating func token() throws(MessageError) -> String {
    let start = position
    while let byte = next, Self.isTokenByte(byte) { position += 1 }
    guard position > start else { throw malformed }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { position += 1 }
  }
}
