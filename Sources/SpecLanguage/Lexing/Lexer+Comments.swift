import SourceText

/// Comments: kept apart from the tokens, and counted as space between them.
extension Lexer {
  mutating func lexLineComment() {
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    var end = offset
    while end > start + 2,
      [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(bytes[end - 1])
    {
      end -= 1
    }
    // `////` starts a rule across the page, not documentation.
    let slashes = bytes[start..<end].prefix { $0 == UInt8(ascii: "/") }.count
    addComment(slashes == 3 ? .documentation : .line, from: start, to: end)
  }

  mutating func lexBlockComment() {
    let start = offset
    var depth = 1
    offset += 2
    while depth > 0, offset < bytes.count {
      if peek(0) == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        depth -= 1
        offset += 2
      } else if peek(0) == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        depth += 1
        offset += 2
      } else {
        offset += 1
      }
    }
    if depth > 0 {
      problems.report(.unterminatedComment(at: span(from: start, to: start + 2)))
    }
    let end = offset
    addComment(.block, from: start, to: end)
    if bytes[start..<end].contains(UInt8(ascii: "\n")) { isFirstOnLine = true }
  }

  private mutating func addComment(_ kind: Comment.Kind, from start: Int, to end: Int) {
    comments.append(
      Comment(kind: kind, start: Int32(start), end: Int32(end), isFirstOnLine: isFirstOnLine))
    isAfterSpace = true
  }
}
