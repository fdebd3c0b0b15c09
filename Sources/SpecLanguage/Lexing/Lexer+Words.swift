import SourceText

/// Words, numbers, strings and operators.
extension Lexer {
  mutating func lexWord() {
    let start = offset
    while peek(0).continuesName { offset += 1 }
    let word = text(from: start, to: offset)
    if word == "_" {
      add(.symbol(.underscore), from: start)
    } else if let keyword = Keyword.byText[word] {
      add(.keyword(keyword), from: start)
    } else {
      add(.identifier, from: start)
    }
  }

  /// Whether the value fits is found out when it is wanted, since `-` may stand before it.
  mutating func lexNumber() {
    let start = offset
    while peek(0).isDigit || peek(0) == UInt8(ascii: "_") { offset += 1 }
    if peek(0).continuesName {
      while peek(0).continuesName { offset += 1 }
      problems.report(
        .malformedNumber(excerpt(from: start, to: offset), at: span(from: start, to: offset)))
    }
    add(.integer, from: start)
  }

  mutating func lexString() {
    let start = offset
    offset += 1
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        add(.string, from: start)
        return
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        problems.report(.unterminatedString(at: span(from: start, to: offset)))
        add(.string, from: start)
        return
      case UInt8(ascii: "\\"):
        lexEscape()
      default:
        offset += 1
      }
    }
    problems.report(.unterminatedString(at: span(from: start, to: offset)))
    add(.string, from: start)
  }

  private mutating func lexEscape() {
    let next = peek(1)
    guard next != UInt8(ascii: "\""), next != UInt8(ascii: "\\") else {
      offset += 2
      return
    }
    let start = offset
    offset += 1
    // The whole character after the backslash, whatever its length in bytes.
    if offset < bytes.count, next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") {
      offset += 1
      while peek(0) & 0xC0 == 0x80 { offset += 1 }
    }
    problems.report(
      .unknownEscape(text(from: start, to: offset), at: span(from: start, to: offset)))
  }

  mutating func lexSymbol() {
    let start = offset
    let spellings = SymbolTable.byFirstByte[bytes[start]] ?? []
    guard let spelling = spellings.first(where: { fits($0.utf8) }) else {
      return lexUnexpected()
    }
    offset += spelling.utf8.count
    if let advice = spelling.advice {
      problems.report(
        .foreignOperator(
          text(from: start, to: offset), advice: advice, replacement: spelling.replacement,
          at: span(from: start, to: offset)))
    }
    if let kind = spelling.kind {
      add(kind, from: start)
    }
  }

  private func fits(_ utf8: [UInt8]) -> Bool {
    guard offset + utf8.count <= bytes.count else { return false }
    for index in utf8.indices where bytes[offset + index] != utf8[index] { return false }
    // `\in` is not the beginning of `\infinity`.
    guard utf8[0] == UInt8(ascii: "\\"), utf8[utf8.count - 1].continuesName else { return true }
    return !peek(utf8.count).continuesName
  }

  /// A byte that no token starts with; a word of foreign letters goes in one piece with the Latin
  /// letters in it.
  private mutating func lexUnexpected() {
    let start = offset
    offset += 1
    if bytes[start] >= 0x80 {
      while peek(0).continuesName || (peek(0) >= 0x80 && !startsSymbol()) { offset += 1 }
    }
    let place = span(from: start, to: offset)
    let text = String(validating: bytes[start..<offset], as: UTF8.self)
    let isPrintable = text?.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    problems.report(
      isPrintable == true
        ? .unexpectedCharacter(excerpt(from: start, to: offset), at: place)
        : .unreadableBytes(at: place))
    isAfterSpace = true
  }

  private func startsSymbol() -> Bool {
    (SymbolTable.byFirstByte[bytes[offset]] ?? []).contains { fits($0.utf8) }
  }

  /// The text of a place, cut short where a message could not hold it.
  private func excerpt(from start: Int, to end: Int) -> String {
    let whole = text(from: start, to: end)
    return whole.count <= 40 ? whole : whole.prefix(40) + "…"
  }
}
