import SourceText

/// Operators of claims about runs that are written otherwise: mistyped ones, and those of linear
/// temporal logic. Each is reported and read as what it means.
extension Parser {
  private static let prefixes: [String: TemporalPrefix] = [
    "always": .always, "eventually": .eventually, "next": .next,
    "globally": .always, "henceforth": .always, "G": .always,
    "finally": .eventually, "sometime": .eventually, "F": .eventually, "X": .next,
  ]

  private static let infixes: [String: Keyword] = [
    "implies": .implies, "leadsto": .leadsto, "releases": .releases, "until": .until,
  ]

  private static let responseWords = ["within", "ticks", "after"]

  /// `allways p`, `G p`, `[] p`, `never p`, `recover p within …`; nil where nothing of the kind is
  /// meant.
  mutating func parseMeantPrefix() -> ExpressionSyntax? {
    guard isInClaim else { return nil }
    if at(.leftBracket), peek().kind == .symbol(.rightBracket), startsOperand(at: 2) {
      reportMeant("[]", "always", at: Span(file: file, start: current.start, end: peek().end))
      advance()
      return parseTemporalPrefix(.always)
    }
    guard current.kind == .identifier, startsOperand(at: 1), peek().isAfterSpace,
      peek().kind != .symbol(.leftParenthesis)
    else { return nil }
    let word = text(of: current)
    if word == "never" {
      report(
        .foreignWord(word, advice: "write 'always !(…)'", replacement: nil, at: currentSpan))
      return parseTemporalPrefix(.always)
    }
    let meant = Self.prefixes[word] == nil ? closestMatch(to: word, among: Self.meantWords) : word
    guard let meant else { return nil }
    guard let prefix = Self.prefixes[meant] else {
      reportMeant(word, meant, at: currentSpan)
      return parseBoundedResponse()
    }
    reportMeant(word, prefix.rawValue, at: currentSpan)
    return parseTemporalPrefix(prefix)
  }

  private static let meantWords = ["always", "eventually", "next", "recovers"]

  /// `p leadsTo q`, `p leads to q`, `p -> q`; nil where nothing of the kind is meant.
  mutating func meantInfix(above floor: Precedence) -> InfixOperator? {
    guard isInClaim, !current.isFirstOnLine else { return nil }
    let keyword: Keyword?
    if at(.arrow) {
      keyword = .implies
    } else {
      let word = text(of: current)
      let isOwn = Self.responseWords.contains(word)
      keyword =
        isOwn ? nil : closestMatch(to: word, among: Self.infixes.keys).flatMap { Self.infixes[$0] }
    }
    guard let keyword, let operation = Token.Kind.keyword(keyword).infixOperator,
      operation.precedence > floor
    else { return nil }
    reportMeant(text(of: current), keyword.rawValue, at: currentSpan)
    if at(word: "leads"), text(of: peek()) == "to" { advance() }
    return operation
  }

  private mutating func reportMeant(_ written: String, _ meant: String, at span: Span) {
    report(.foreignWord(written, advice: "write '\(meant)'", replacement: meant, at: span))
  }

  /// Whether a token further on, on the line, begins an operand.
  private func startsOperand(at distance: Int) -> Bool {
    let token = peek(distance)
    if (1...distance).contains(where: { peek($0).isFirstOnLine }) { return false }
    switch token.kind {
    case .integer, .symbol(.leftParenthesis): return true
    case .symbol(.exclamation): return token.isAfterSpace
    case .identifier:
      let word = text(of: token)
      return !Self.responseWords.contains(word) && ForeignWords.operators[word] == nil
        && closestMatch(to: word, among: Self.infixes.keys) == nil
    case .keyword(let keyword):
      switch keyword {
      case .trueLiteral, .falseLiteral, .forall, .exists, .always, .eventually, .next, .old:
        return true
      default: return false
      }
    default: return false
    }
  }
}
