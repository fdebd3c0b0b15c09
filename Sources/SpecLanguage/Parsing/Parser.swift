import SourceText

/// A recursive-descent parser over the tokens of one file.
///
/// It reports and goes on: a mistake costs the declaration or statement that it stands in, and no
/// mistake makes it stop, loop or recurse without bound. Two measures bound the recursion and the
/// tree. `depth` counts the levels that are open, and `height` the levels of what has been parsed
/// inside the innermost of them; a chain of operators grows in height without recursing. Their sum
/// stays within `depthMax`, which every later pass relies on when it recurses.
///
/// It cannot be copied because it need not be, and because a build without optimisation keeps a
/// copy of a copyable one in every frame of the descent, for every method called: four times the
/// stack.
package struct Parser: ~Copyable {
  /// How deep a tree may be.
  package static let depthMax = 200
  /// How deep brackets, blocks and right operands may nest, which is how deep the parser recurses.
  /// A level takes up to 5 KB of stack in a build without optimisation, and a thread may have 512
  /// KB.
  package static let nestingMax = 64

  let source: SourceFile
  let file: FileID
  let tokens: [Token]
  let comments: [Comment]
  /// What each token turned out to be, for the formatter.
  package private(set) var roles: [TokenRole]

  var position = 0
  var problems = DiagnosticCollector()

  private var depth = 0
  var height = 0
  private var hasReportedDepth = false
  /// The token at which the last problem was found; a second at the same token follows from it.
  private(set) var lastProblemPosition = -1

  /// `a...b` may stand here: in a domain, a pattern or a type.
  var allowsRange = false
  /// In a `property` or a `theorem`, where operators over time may stand.
  var isInClaim = false
  /// Between the steps of a process, where `step`, `loop` and `while` may stand.
  var isBetweenSteps = false

  init(_ lexed: LexedFile, of file: FileID, in sources: SourceMap) {
    source = sources[file]
    self.file = file
    tokens = lexed.tokens
    comments = lexed.comments
    roles = Array(repeating: .plain, count: tokens.count)
  }

  // MARK: Tokens

  var current: Token { tokens[position] }

  var isAtEnd: Bool { position == tokens.count - 1 }

  func peek(_ distance: Int = 1) -> Token { tokens[min(position + distance, tokens.count - 1)] }

  func at(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }

  func at(_ keyword: Keyword) -> Bool { current.kind == .keyword(keyword) }

  /// Whether the token is an identifier that reads `word`.
  func at(word: String) -> Bool { current.kind == .identifier && text(of: current) == word }

  mutating func advance() {
    if !isAtEnd { position += 1 }
  }

  mutating func take(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    position += 1
    return true
  }

  mutating func take(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    position += 1
    return true
  }

  mutating func mark(_ role: TokenRole) { roles[position] = role }

  mutating func mark(_ role: TokenRole, at index: Int) { roles[index] = role }

  // MARK: Places

  func text(of token: Token) -> String {
    String(decoding: source.utf8[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  func span(of token: Token) -> Span { Span(file: file, start: token.start, end: token.end) }

  var currentSpan: Span { span(of: current) }

  /// The end of the token before the current one.
  var previousEnd: Int32 { position == 0 ? 0 : tokens[position - 1].end }

  /// From a place to the end of the last token taken.
  func span(from start: Int32) -> Span {
    Span(file: file, start: start, end: max(start, previousEnd))
  }

  // MARK: Problems

  mutating func report(_ diagnostic: Diagnostic) {
    guard position != lastProblemPosition else { return }
    lastProblemPosition = position
    problems.report(diagnostic)
  }

  /// How a token is called in a sentence.
  func description(of token: Token) -> String {
    switch token.kind {
    case .endOfFile: "the end of the file"
    case .string: "a string"
    default: "'\(text(of: token).prefix(40))'"
    }
  }

  // MARK: Depth

  /// Opens a level; nil, after a report, when it would be one too many. What is given back goes to
  /// `leave`.
  mutating func enter() -> Int? {
    guard depth < Self.nestingMax else {
      reportDepth(Self.nestingMax)
      return nil
    }
    depth += 1
    defer { height = 0 }
    return height
  }

  /// Closes a level.
  mutating func leave(_ outerHeight: Int) {
    depth -= 1
    height = max(outerHeight, height + 1)
  }

  /// One more operator around what has been parsed, before its further operands are; false, after a
  /// report, when it is one too many.
  mutating func wrap() -> Bool {
    guard depth + height < Self.depthMax else {
      reportDepth(Self.depthMax)
      height = 0
      return false
    }
    height += 1
    return true
  }

  private mutating func reportDepth(_ limit: Int) {
    guard !hasReportedDepth else {
      lastProblemPosition = position
      return
    }
    hasReportedDepth = true
    report(.nestedTooDeep(limit, at: currentSpan))
    lastProblemPosition = position
  }
}

/// What a token is beyond its kind, as far as its spacing depends on it.
package enum TokenRole: UInt8, Sendable {
  case plain
  /// `!p`, `-x`: no space after.
  case prefixOperator
  /// `x!`, `T?`, the `?` of `a?.b`: no space before.
  case postfixOperator
  /// The `<` and `>` of `Set<T>`.
  case genericOpening
  case genericClosing
  /// The `(` of a call or of parameters, the `[` of a subscript: no space before.
  case attachedOpening
  /// The `:` of `c ? a : b`: a space before.
  case ternaryColon
  /// The `{` and `}` of a set: `{ x in T where p }`.
  case setBrace
  /// `case` or `default` in a switch, which stands as far left as the switch.
  case switchLabel
  /// The `:` that ends such a label.
  case labelColon
  /// Between the cases of an enumeration.
  case enumComma
  /// The `.` of `a.b`, unlike that of `.closed`.
  case memberDot
  /// A reserved word that is a name here.
  case name
  /// `within`, `ticks` or `after` behind `recovers`, which stand between operands.
  case responseWord
}
