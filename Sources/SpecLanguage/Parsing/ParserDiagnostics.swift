import SourceText

/// The codes of the parser.
package enum SyntaxCode: String, CaseIterable, Sendable {
  case expectedToken = "MC0101"
  case expectedExpression = "MC0102"
  case expectedType = "MC0103"
  case unclosed = "MC0104"
  case expectedDeclaration = "MC0105"
  case expectedStatement = "MC0106"
  case reservedWord = "MC0107"
  case foreignWord = "MC0108"
  case chainedComparison = "MC0109"
  case nestedTooDeep = "MC0110"
  case misplacedRange = "MC0111"
  case misplacedAny = "MC0112"
  case variableWithoutType = "MC0113"
  case missingSeparator = "MC0114"
  case misplacedModifier = "MC0115"
  case misplacedStatement = "MC0116"
  case misplacedDeclaration = "MC0117"
  case unmatchedBracket = "MC0118"
  case moreProblems = "MC0119"
  case assignmentInExpression = "MC0120"
  case misplacedLocal = "MC0121"
  case patternWithoutLet = "MC0122"
  case misplacedClause = "MC0123"
  case missingElse = "MC0124"
  case unknownExpectation = "MC0125"
}

/// What the parser says; the words of its messages stand here and nowhere else.
///
/// `found` is how the token at the place is called in a sentence, such as "'}'" or "the end of the
/// file".
extension Diagnostic {
  static func expectedToken(_ wanted: String, found: String, at span: Span) -> Diagnostic {
    Diagnostic(syntax: .expectedToken, "expected \(wanted), found \(found)", at: span)
  }

  static func expectedExpression(found: String, at span: Span) -> Diagnostic {
    Diagnostic(syntax: .expectedExpression, "expected an expression, found \(found)", at: span)
  }

  static func expectedType(found: String, at span: Span) -> Diagnostic {
    Diagnostic(syntax: .expectedType, "expected a type, found \(found)", at: span)
  }

  static func unclosed(
    _ opening: String, _ closing: String, opened: Span, found: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      syntax: .unclosed, "expected '\(closing)', found \(found)", at: span,
      notes: [Note("to close the '\(opening)' opened here", at: opened)])
  }

  static func expectedDeclaration(
    found: String, suggestion: String?, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      syntax: .expectedDeclaration,
      "expected a declaration, found \(found)" + didYouMean(suggestion), at: span,
      fix: suggestion.map { Fix(replace: span, with: $0) })
  }

  static func expectedStatement(found: String, suggestion: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .expectedStatement, "expected a statement, found \(found)" + didYouMean(suggestion),
      at: span, fix: suggestion.map { Fix(replace: span, with: $0) })
  }

  static func reservedWord(_ word: String, wanted: String, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .reservedWord, "'\(word)' is a reserved word, so it cannot be \(wanted)", at: span)
  }

  static func foreignWord(
    _ word: String, advice: String, replacement: String?, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      syntax: .foreignWord, "'\(word)' is not part of the language: \(advice)", at: span,
      fix: replacement.map { Fix(replace: span, with: $0) })
  }

  static func chainedComparison(_ first: String, _ second: String, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .chainedComparison, "comparisons cannot be chained: '\(first)' gives a Bool",
      at: span,
      notes: [Note("write 'a \(first) b && b \(second) c'")])
  }

  static func nestedTooDeep(_ limit: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .nestedTooDeep, "the spec is nested more than \(limit) levels deep here", at: span,
      notes: [
        Note("an operator in a chain counts as a level; give a part a name with 'func' or 'let'")
      ])
  }

  static func misplacedRange(at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .misplacedRange,
      "a range is no value: it may stand only after 'in', in a pattern or as a type", at: span)
  }

  static func misplacedAny(at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .misplacedAny, "'any' may stand only as the whole value after '='", at: span,
      notes: [Note("choose first: 'let x = any T where p', then use 'x'")])
  }

  static func anyWithoutDomain(at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .misplacedAny, "'any' does not say of what", at: span,
      notes: [Note("write the type or the set after it: 'any T', 'any T where p'")])
  }

  static func variableWithoutType(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .variableWithoutType, "the variable '\(name)' has neither a type nor a value",
      at: span,
      notes: [Note("write 'var \(name): T = v', or 'var \(name): T' and give the value in 'init'")])
  }

  static func localWithoutValue(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .variableWithoutType, "the local variable '\(name)' has no value", at: span,
      notes: [Note("write 'var \(name) = v'")])
  }

  static func constantWithoutValue(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .variableWithoutType, "'let \(name)' has no value", at: span,
      notes: [Note("write 'let \(name) = v'")])
  }

  static func missingSeparator(found: String, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .missingSeparator, "expected a new line or ';' before \(found)", at: span)
  }

  static func misplacedModifier(_ modifier: String, _ subject: String, at span: Span) -> Diagnostic
  {
    Diagnostic(
      syntax: .misplacedModifier, "'\(modifier)' does not apply to \(subject)", at: span,
      notes: [
        Note(modifierAdvice(modifier, subject))
      ])
  }

  private static func modifierAdvice(_ modifier: String, _ subject: String) -> String {
    switch modifier {
    case "ghost": "only a 'var' can be ghost"
    case "private": "only a component's 'transition' can be private"
    case "urgent": "only an 'action' can be urgent"
    default:
      subject == "'on'"
        ? "time is fair by itself" : "only an 'action' or a 'process' can be fair"
    }
  }

  static func misplacedStatement(_ keyword: String, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .misplacedStatement, "'\(keyword)' may stand only in a process, outside its steps",
      at: span,
      notes: keyword == "step"
        ? [] : [Note("to visit every value of a finite type, write 'for x in T { }'")])
  }

  static func misplacedDeclaration(_ keyword: String, in place: String, at span: Span) -> Diagnostic
  {
    Diagnostic(
      syntax: .misplacedDeclaration, "'\(keyword)' may not stand in \(place)", at: span)
  }

  static func unmatchedBracket(_ bracket: String, at span: Span) -> Diagnostic {
    Diagnostic(syntax: .unmatchedBracket, "'\(bracket)' closes nothing", at: span)
  }

  static func moreProblems(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .moreProblems, "and \(count) more \(count == 1 ? "error" : "errors") in this file",
      at: span)
  }

  static func assignmentInExpression(at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .assignmentInExpression, "'=' assigns; to compare, write '=='", at: span,
      fix: Fix(replace: span, with: "=="))
  }

  static func misplacedLocal(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .misplacedLocal,
      "the local variable '\(name)' must stand before the first statement of its process", at: span)
  }

  static func patternWithoutLet(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .patternWithoutLet, "a payload is bound with 'let \(name)', or left out with '_'",
      at: span, fix: Fix(replace: span, with: "let \(name)"))
  }

  static func misplacedClause(_ clause: String, _ subject: String, at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .misplacedClause, "'\(clause)' does not apply to \(subject)", at: span)
  }

  static func repeatedClause(_ clause: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      syntax: .misplacedClause, "a second '\(clause)'; join the conditions with '&&'", at: span,
      notes: [Note("the first is here", at: first)])
  }

  static func missingElse(at span: Span) -> Diagnostic {
    Diagnostic(
      syntax: .missingElse, "an 'if' that is a value needs an 'else'", at: span)
  }

  static func unknownExpectation(
    _ found: String, suggestion: String?, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      syntax: .unknownExpectation, "unknown expectation \(found)" + didYouMean(suggestion),
      at: span,
      notes: [
        Note(
          "expectations: holds, violated, vacuous, unreachable, inconclusive, deadlock, states, "
            + "transitions, depth")
      ],
      fix: suggestion.map { Fix(replace: span, with: $0) })
  }

  private static func didYouMean(_ suggestion: String?) -> String {
    suggestion.map { " — did you mean '\($0)'?" } ?? ""
  }

  private init(
    syntax code: SyntaxCode, _ message: String, at span: Span, notes: [Note] = [],
    fix: Fix? = nil
  ) {
    self.init(DiagnosticCode(code.rawValue), .error, message, at: span, notes: notes, fix: fix)
  }
}
