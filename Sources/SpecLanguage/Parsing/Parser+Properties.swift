import SourceText

/// What must be true: properties, tests, expectations; and the small declarations.
extension Parser {
  /// `import "path"`
  mutating func parseImport() -> DeclarationSyntax.Kind {
    advance()
    let place = currentSpan
    guard let path = expectString("a path in quotes") else { return .invalid }
    return .importFile(path: path, pathSpan: place)
  }

  mutating func parseInitializer() -> DeclarationSyntax.Kind {
    advance()
    return .initializer(parseBlock())
  }

  /// `on tick { … }`
  mutating func parseTick() -> DeclarationSyntax.Kind {
    advance()
    if at(word: "tick") {
      advance()
    } else {
      reportExpected("'tick'")
      if current.kind == .identifier { advance() }
    }
    return .tick(parseBlock())
  }

  /// `invariant`, `step`, `property`, `theorem`, `reachable`, `measure`, `constraint`, `terminal`.
  mutating func parseProperty() -> DeclarationSyntax.Kind {
    guard case .keyword(let keyword) = current.kind else { return .invalid }
    advance()
    if keyword == .constraint || keyword == .terminal {
      let condition = parseClaim()
      return keyword == .constraint ? .constraint(condition) : .terminal(condition)
    }
    let number = keyword == .theorem && current.kind == .string ? expectString("") : nil
    let name = expectName("\(keyword == .invariant ? "an" : "a") \(keyword.rawValue)'s name")
    let pattern = keyword == .step && take(.on) ? parseActionPattern() : nil
    expect(.colon)
    let condition = parseClaim()
    guard let name else { return .invalid }
    switch keyword {
    case .invariant: return .invariant(name, condition)
    case .step: return .stepProperty(name, on: pattern, condition)
    case .property: return .property(name, condition)
    case .theorem: return .theorem(number, name, condition)
    case .reachable: return .reachable(name, condition)
    default: return .measure(name, condition)
    }
  }

  private mutating func parseClaim() -> ExpressionSyntax {
    let condition = parseExpression()
    noteAssignment()
    return condition
  }

  /// `b.admit(c)` after `on`: an action and names for its arguments.
  private mutating func parseActionPattern() -> ActionPatternSyntax {
    let start = current.start
    var action = parsePath()
    var parameters: [Identifier] = []
    if at(.leftParenthesis), !current.isFirstOnLine {
      let opening = position
      mark(.attachedOpening)
      advance()
      while !isAtEnd, !at(.rightParenthesis) {
        let name = at(.underscore) ? takeName() : expectName("a name for the argument")
        guard let name else { break }
        parameters.append(name)
        guard take(.comma) else { break }
      }
      expectClosing(.rightParenthesis, of: opening)
    }
    if !wrap() { action.kind = .invalid }
    return ActionPatternSyntax(action: action, parameters: parameters, span: span(from: start))
  }

  /// `a.b[k].c`, of names that may be reserved words: `row.range`, `Breaker.finish.ensures`,
  /// `assert`.
  private mutating func parsePath() -> ExpressionSyntax {
    let start = current.start
    guard let first = expectMemberName("a name") else {
      return ExpressionSyntax(kind: .invalid, span: currentSpan)
    }
    var path = ExpressionSyntax(kind: .name(first.text), span: first.span)
    while !current.isFirstOnLine, at(.dot) || at(.leftBracket) {
      let fits = wrap()
      let kind: ExpressionSyntax.Kind
      if at(.dot) {
        mark(.memberDot)
        advance()
        kind = expectMemberName("a name").map { .member(path, $0) } ?? .invalid
      } else {
        let opening = position
        mark(.attachedOpening)
        advance()
        let key = parseExpression()
        expectClosing(.rightBracket, of: opening)
        kind = .subscripted(path, key)
      }
      path = ExpressionSyntax(kind: fits ? kind : .invalid, span: span(from: start))
    }
    return path
  }

  // MARK: Tests and expectations

  /// `test "name" { … }`
  mutating func parseTest() -> DeclarationSyntax.Kind {
    advance()
    let name = expectString("the test's name in quotes")
    let body = parseBlock()
    return name.map { .test($0, body) } ?? .invalid
  }

  private static let verdicts = ["holds", "violated", "vacuous", "unreachable", "inconclusive"]
  private static let counts = ["states", "transitions", "depth"]

  /// `expect violated N`, `expect deadlock`, `expect states 288 with rms = 3`
  mutating func parseExpectation() -> DeclarationSyntax.Kind {
    advance()
    let word = text(of: current)
    let kind: ExpectationSyntax.Kind
    if word == "deadlock" {
      advance()
      kind = .deadlock
    } else if Self.verdicts.contains(word) {
      kind = .verdict(takeName(), parsePath())
    } else if Self.counts.contains(word) {
      kind = .count(takeName(), parseExpression())
    } else {
      let known = Self.verdicts + Self.counts + ["deadlock"]
      report(
        .unknownExpectation(
          description(of: current), suggestion: closestMatch(to: word, among: known),
          at: currentSpan))
      skipLine()
      return .invalid
    }
    return .expectation(ExpectationSyntax(kind: kind, parameters: parseParameterValues()))
  }

  /// `with rms = 3, clients = 2`
  private mutating func parseParameterValues() -> [(name: Identifier, value: ExpressionSyntax)] {
    guard take(.with) else { return [] }
    var values: [(name: Identifier, value: ExpressionSyntax)] = []
    repeat {
      guard let name = expectName("a parameter's name"), expect(.assign) else { break }
      values.append((name, parseExpression()))
    } while take(.comma)
    return values
  }

  /// The text of a string, without quotes and escapes; nil after a report.
  private mutating func expectString(_ wanted: String) -> String? {
    guard current.kind == .string else {
      reportExpected(wanted)
      return nil
    }
    var bytes = source.utf8[Int(current.start) + 1..<Int(current.end)]
    if bytes.last == UInt8(ascii: "\"") { bytes = bytes.dropLast() }
    advance()
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
      } else {
        result.append(byte)
        isEscaped = false
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
