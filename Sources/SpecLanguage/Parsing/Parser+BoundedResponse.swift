import SourceText

/// `recovers p within n ticks after q`. None of its four words is reserved.
extension Parser {
  /// How many words the condition in brackets after `recovers` may have.
  private static let lookaheadMax = 200

  /// Whether `recovers` begins a claim here and is no name: what follows it on its line begins an
  /// operand.
  var startsBoundedResponse: Bool {
    guard at(word: "recovers"), !peek().isFirstOnLine else { return false }
    switch peek().kind {
    case .identifier:
      let word = text(of: peek())
      return !["within", "ticks", "after"].contains(word) && ForeignWords.operators[word] == nil
    case .keyword(let keyword):
      switch keyword {
      case .trueLiteral, .falseLiteral, .forall, .exists, .always, .eventually, .next, .old:
        return true
      default: return false
      }
    case .symbol(.exclamation): return peek().isAfterSpace
    case .symbol(.leftParenthesis): return peek().isAfterSpace && isWithinAhead
    default: return false
    }
  }

  /// Whether `within` stands further on, in the brackets where `recovers` stands: `recovers (p)`
  /// alone is a call.
  private var isWithinAhead: Bool {
    var level = 0
    for distance in 1...Self.lookaheadMax {
      let token = peek(distance)
      switch token.kind {
      case .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.leftBrace): level += 1
      case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace):
        if level == 0 { return false }
        level -= 1
      case .symbol(.comma), .symbol(.semicolon), .symbol(.colon), .symbol(.assign):
        if level == 0 { return false }
      case .identifier: if level == 0, text(of: token) == "within" { return true }
      case .endOfFile: return false
      default: break
      }
    }
    return false
  }

  mutating func parseBoundedResponse() -> ExpressionSyntax {
    let start = current.start
    advance()
    let goal = parseExpression()
    guard takeResponseWord("within", "'within' and a number of ticks") else {
      return ExpressionSyntax(kind: .invalid, span: span(from: start))
    }
    let bound = parseExpression()
    guard takeResponseWord("ticks", "'ticks'"),
      takeResponseWord("after", "'after' and a condition")
    else { return ExpressionSyntax(kind: .invalid, span: span(from: start)) }
    let trigger = parseExpression()
    return ExpressionSyntax(
      kind: .boundedResponse(goal, within: bound, after: trigger), span: span(from: start))
  }

  private mutating func takeResponseWord(_ word: String, _ wanted: String) -> Bool {
    guard at(word: word) else {
      reportExpected(wanted)
      return false
    }
    mark(.responseWord)
    advance()
    return true
  }
}
