import SourceText

/// Writes the words of a file again, line by line, with uniform spaces between them.
///
/// Words, comments and line breaks stay as they are, and so does all that the tree depends on
/// besides: whether a space stands before `!`, `?`, `(` or `[`.
struct Layout {
  /// A word or a comment.
  struct Piece {
    var start: Int
    var end: Int
    /// Nil for a comment.
    var token: Int?
    /// The first token from here on; the end of the file for want of another.
    var nextToken: Int
    /// Line breaks between it and the piece before.
    var lineBreaks: Int
  }

  /// A bracket that is open.
  struct Bracket {
    var isBlock: Bool
    /// Of a line that begins with the closing bracket, in levels.
    var closingIndent: Int
    /// Of the lines inside, in levels.
    var contentIndent: Int { closingIndent + 1 }
  }

  private static let indentWidth = 4

  let source: SourceFile
  let lexed: LexedFile
  let roles: [TokenRole]

  private var output: [UInt8] = []
  var brackets: [Bracket] = []
  /// Of the line being written, in levels.
  var lineIndent = 0
  /// How many brackets stood open where a line began with `when` or `ensures`: what that clause
  /// goes on with is indented below it. Nil outside such clauses.
  var clause: Int?
  /// The last token written; nil at the beginning.
  var previousToken: Int?
  private var previous: Piece?

  init(source: SourceFile, lexed: LexedFile, roles: [TokenRole]) {
    self.source = source
    self.lexed = lexed
    self.roles = roles
  }

  mutating func run() -> String {
    output.reserveCapacity(source.utf8.count + source.utf8.count / 8)
    for piece in pieces() { write(piece) }
    if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
    return String(decoding: output, as: UTF8.self)
  }

  /// Tokens and comments in order.
  private func pieces() -> [Piece] {
    var pieces: [Piece] = []
    var comment = 0
    var end = 0
    func add(_ start: Int32, _ stop: Int32, _ token: Int?, before next: Int) {
      let gap = source.utf8[end..<Int(start)]
      pieces.append(
        Piece(
          start: Int(start), end: Int(stop), token: token, nextToken: next,
          lineBreaks: gap.count { $0 == UInt8(ascii: "\n") }))
      end = Int(stop)
    }
    for (index, token) in lexed.tokens.enumerated() {
      while comment < lexed.comments.count, lexed.comments[comment].start < token.start {
        let place = lexed.comments[comment]
        add(place.start, place.end, nil, before: index)
        comment += 1
      }
      if token.kind != .endOfFile { add(token.start, token.end, index, before: index) }
    }
    return pieces
  }

  private mutating func write(_ piece: Piece) {
    if let previous, piece.lineBreaks == 0 {
      output += spaces(between: previous, and: piece)
    } else {
      startLine(piece)
    }
    output += source.utf8[piece.start..<piece.end]
    if let token = piece.token {
      follow(token)
      previousToken = token
    }
    previous = piece
  }

  private mutating func startLine(_ piece: Piece) {
    if let previous {
      output.append(UInt8(ascii: "\n"))
      let isInside =
        previous.token.map { kind($0) != .symbol(.leftBrace) } ?? true
        && piece.token.map { kind($0) != .symbol(.rightBrace) } ?? true
      if piece.lineBreaks > 1, isInside { output.append(UInt8(ascii: "\n")) }
    }
    lineIndent = indent(of: piece)
    followClause(to: piece.nextToken)
    let width = lineIndent * Self.indentWidth
    output += Array(repeating: UInt8(ascii: " "), count: width)
  }

  /// One space or none; before a comment at the end of a line as many as the author aligned it
  /// with.
  private func spaces(between left: Piece, and right: Piece) -> [UInt8] {
    var count = 1
    if let a = left.token, let b = right.token {
      count = needsSpace(between: a, and: b) ? 1 : 0
    } else if right.token == nil {
      let gap = source.utf8[left.end..<right.start]
      if gap.allSatisfy({ $0 == UInt8(ascii: " ") }) { count = max(1, gap.count) }
    }
    return Array(repeating: UInt8(ascii: " "), count: count)
  }

  func kind(_ token: Int) -> Token.Kind { lexed.tokens[token].kind }
}
