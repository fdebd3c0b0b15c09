/// How far a line is indented: by the brackets that are open, and a level more where it goes on
/// with what the line before began.
extension Layout {
  func indent(of piece: Piece) -> Int {
    let inner = brackets.last?.contentIndent ?? 0
    let token = piece.nextToken
    switch kind(token) {
    case .symbol(.rightBrace), .symbol(.rightParenthesis), .symbol(.rightBracket):
      // A comment before the bracket belongs to what is inside.
      return piece.token == nil ? inner : brackets.last?.closingIndent ?? 0
    case .symbol(.leftBrace) where roles[token] != .setBrace:
      // A body's brace on a line of its own stands under its declaration.
      return inner
    default:
      if roles[token] == .switchLabel { return brackets.last?.closingIndent ?? 0 }
      guard continuesStatement(token) else { return inner }
      return clause == brackets.count && !startsClause(token) ? inner + 2 : inner + 1
    }
  }

  /// A line begins with the token, or with a comment before it.
  mutating func followClause(to token: Int) {
    if startsClause(token) {
      clause = brackets.count
    } else if clause == brackets.count && !continuesStatement(token) {
      clause = nil
    }
  }

  private func startsClause(_ token: Int) -> Bool {
    kind(token) == .keyword(.when) || kind(token) == .keyword(.ensures)
  }

  /// Keeps track of the brackets that a token opens or closes.
  mutating func follow(_ token: Int) {
    switch kind(token) {
    case .symbol(.leftBrace) where roles[token] != .setBrace:
      // A block stands in from its statement, on whatever line of it the brace is.
      let base = brackets.last?.contentIndent ?? 0
      brackets.append(Bracket(isBlock: true, closingIndent: base))
    case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket):
      brackets.append(Bracket(isBlock: false, closingIndent: lineIndent))
    case .symbol(.rightBrace), .symbol(.rightParenthesis), .symbol(.rightBracket):
      _ = brackets.popLast()
    default:
      break
    }
  }

  /// The token cannot start a statement, or the one before cannot end one. Within round and square
  /// brackets all lines are level.
  private func continuesStatement(_ token: Int) -> Bool {
    if let bracket = brackets.last, !bracket.isBlock { return false }
    if cannotStart(token) { return true }
    guard let last = previousToken else { return false }
    return cannotEnd(last)
  }

  private func cannotStart(_ token: Int) -> Bool {
    switch kind(token) {
    case .identifier: roles[token] == .responseWord
    case .symbol(.minus), .symbol(.exclamation): roles[token] == .plain
    case .symbol(.dot): roles[token] == .memberDot
    case .symbol(.colon), .symbol(.arrow), .symbol(.assign): true
    case .keyword(.when), .keyword(.ensures), .keyword(.whereClause), .keyword(.with): true
    case let kind: kind.infixOperator != nil
    }
  }

  private func cannotEnd(_ token: Int) -> Bool {
    switch roles[token] {
    case .prefixOperator, .responseWord: return true
    case .postfixOperator, .genericClosing, .labelColon, .enumComma, .name: return false
    default: break
    }
    switch kind(token) {
    case .symbol(.colon), .symbol(.comma), .symbol(.arrow), .symbol(.assign), .symbol(.addAssign),
      .symbol(.subtractAssign), .symbol(.dot):
      return true
    case .keyword(let keyword): return !keyword.endsStatement
    case let kind: return kind.infixOperator != nil
    }
  }
}

extension Keyword {
  /// Whether a statement may end with the word, where it is no name.
  var endsStatement: Bool {
    switch self {
    case .trueLiteral, .falseLiteral, .nilLiteral, .returnStatement, .breakStatement, .any: true
    default: false
    }
  }
}
