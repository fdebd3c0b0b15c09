package import SourceText

/// What the lexer makes of a file.
package struct LexedFile: Sendable {
  /// In order; the last is always `.endOfFile`.
  package var tokens: [Token]
  package var comments: [Comment]
  package var problems: DiagnosticCollector
}

/// Cuts the bytes of a file into tokens and comments, in one pass without recursion.
///
/// Any bytes will do: what is no part of the language is reported and left out.
package struct Lexer {
  /// A larger file is not written by hand, and the rest of it is not read.
  package static let tokenCountMax = 500_000

  let file: FileID
  let bytes: [UInt8]
  var offset = 0
  var tokens: [Token] = []
  var comments: [Comment] = []
  var problems = DiagnosticCollector()
  /// What has been seen since the last token.
  var isFirstOnLine = true
  var isAfterSpace = true

  package init(_ file: FileID, in sources: SourceMap) {
    self.file = file
    bytes = sources[file].utf8
  }

  /// - Complexity: O(bytes).
  package mutating func lex() -> LexedFile {
    // A byte order mark, which some editors put before the text.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    while offset < bytes.count {
      guard tokens.count + comments.count < Self.tokenCountMax else {
        problems.report(.tooManyTokens(Self.tokenCountMax, at: span(from: offset, to: offset)))
        break
      }
      lexNext()
    }
    let end = Int32(offset)
    tokens.append(
      Token(kind: .endOfFile, start: end, end: end, isFirstOnLine: true, isAfterSpace: true))
    return LexedFile(tokens: tokens, comments: comments, problems: problems)
  }

  /// One token, one comment, or white space: at least one byte.
  private mutating func lexNext() {
    let byte = bytes[offset]
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      isFirstOnLine = true
      isAfterSpace = true
      offset += 1
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C:
      isAfterSpace = true
      offset += 1
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
      lexLineComment()
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
      lexBlockComment()
    case UInt8(ascii: "\""):
      lexString()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      lexNumber()
    case _ where byte.startsName:
      lexWord()
    default:
      lexSymbol()
    }
  }

  func peek(_ distance: Int) -> UInt8 {
    offset + distance < bytes.count ? bytes[offset + distance] : 0
  }

  func span(from start: Int, to end: Int) -> Span {
    Span(file: file, start: Int32(start), end: Int32(end))
  }

  func text(from start: Int, to end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Adds the token that runs from `start` to the current place.
  mutating func add(_ kind: Token.Kind, from start: Int) {
    tokens.append(
      Token(
        kind: kind, start: Int32(start), end: Int32(offset), isFirstOnLine: isFirstOnLine,
        isAfterSpace: isAfterSpace))
    isFirstOnLine = false
    isAfterSpace = false
  }
}

extension UInt8 {
  var isDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }

  var startsName: Bool {
    (UInt8(ascii: "a") <= self && self <= UInt8(ascii: "z"))
      || (UInt8(ascii: "A") <= self && self <= UInt8(ascii: "Z")) || self == UInt8(ascii: "_")
  }

  var continuesName: Bool { startsName || isDigit }
}
