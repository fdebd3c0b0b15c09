import SourceText

/// Where a declaration stands.
enum DeclarationScope: Sendable {
  case file, component

  var description: String { self == .file ? "a file" : "a component" }
}

/// What stands before a declaration's keyword.
struct Modifiers: Sendable {
  var fairness = Fairness.none
  var isUrgent = false
  var isGhost = false
  var isPrivate = false
  /// Each as written and where, to be reported when it does not apply.
  var places: [(name: String, span: Span)] = []
}

/// The outer level: a file's and a component's declarations.
extension Parser {
  package mutating func parseFile() -> SyntaxFile {
    var declarations: [DeclarationSyntax] = []
    while !isAtEnd {
      if take(.semicolon) { continue }
      if at(.rightBrace) || at(.rightParenthesis) || at(.rightBracket) {
        report(.unmatchedBracket(text(of: current), at: currentSpan))
        advance()
        continue
      }
      declarations.append(parseDeclaration(in: .file))
    }
    return SyntaxFile(file: file, declarations: declarations)
  }

  /// One declaration and the end of its line; takes at least one token.
  mutating func parseDeclaration(in scope: DeclarationScope) -> DeclarationSyntax {
    let begin = position
    let documentation = documentation(before: position)
    let start = current.start
    let modifiers = parseModifiers()
    isInClaim = at(.property) || at(.theorem)
    defer { isInClaim = false }
    let kind = parseDeclarationKind(
      modifiers, in: scope, documentation: documentation, start: start)
    let declaration = DeclarationSyntax(
      kind: kind, span: span(from: start), documentation: documentation)
    endOfLine(startedAt: begin)
    if position == begin { advance() }
    return declaration
  }

  private mutating func parseModifiers() -> Modifiers {
    var modifiers = Modifiers()
    while case .keyword(let keyword) = current.kind {
      let place = currentSpan
      switch keyword {
      case .strong:
        advance()
        expect(.fair)
        modifiers.fairness = .strong
        modifiers.places.append(("strong fair", place))
      case .fair:
        advance()
        if modifiers.fairness == .none { modifiers.fairness = .weak }
        modifiers.places.append(("fair", place))
      case .urgent:
        advance()
        modifiers.isUrgent = true
        modifiers.places.append(("urgent", place))
      case .ghost:
        advance()
        modifiers.isGhost = true
        modifiers.places.append(("ghost", place))
      case .privateAccess:
        advance()
        modifiers.isPrivate = true
        modifiers.places.append(("private", place))
      default:
        return modifiers
      }
    }
    return modifiers
  }

  /// Reports the modifiers that do not apply to what they stand before.
  mutating func refuse(_ modifiers: Modifiers, except allowed: Set<String>, before subject: String)
  {
    for (name, span) in modifiers.places where !allowed.contains(name) {
      problems.report(.misplacedModifier(name, subject, at: span))
    }
  }

  private mutating func parseDeclarationKind(
    _ modifiers: Modifiers, in scope: DeclarationScope, documentation: String, start: Int32
  ) -> DeclarationSyntax.Kind {
    guard case .keyword(let keyword) = current.kind, keyword.startsDeclaration else {
      return reportNoDeclaration()
    }
    refuse(modifiers, except: keyword.modifiers, before: "'\(keyword.rawValue)'")
    if scope == .component, !keyword.isMember {
      problems.report(
        .misplacedDeclaration(keyword.rawValue, in: scope.description, at: currentSpan))
      // Parsed all the same, for what else may be wrong in it.
      _ = parseDeclaration(keyword, modifiers, documentation: documentation, start: start)
      return .invalid
    }
    return parseDeclaration(keyword, modifiers, documentation: documentation, start: start)
  }

  private mutating func parseDeclaration(
    _ keyword: Keyword, _ modifiers: Modifiers, documentation: String, start: Int32
  ) -> DeclarationSyntax.Kind {
    switch keyword {
    case .importFile: parseImport()
    case .param: parseParameter()
    case .letBinding: parseConstant()
    case .typeAlias: parseTypeAlias()
    case .enumeration: parseEnumeration()
    case .structure: parseStructure()
    case .entity: parseEntity()
    case .variable:
      parseVariable(isGhost: modifiers.isGhost, documentation: documentation, start: start)
        .map { .variable($0) } ?? .invalid
    case .initializer: parseInitializer()
    case .function, .transition: parseRoutine(modifiers)
    case .action: parseAction(modifiers)
    case .component: parseComponent()
    case .on: parseTick()
    case .process: parseProcess(modifiers)
    case .test: parseTest()
    case .expect: parseExpectation()
    default: parseProperty()
    }
  }

  private mutating func reportNoDeclaration() -> DeclarationSyntax.Kind {
    let word = text(of: current)
    if current.kind == .identifier, let foreign = ForeignWords.declarations[word] {
      report(
        .foreignWord(
          word, advice: foreign.advice, replacement: foreign.replacement, at: currentSpan))
    } else {
      let isWord = current.kind == .identifier
      report(
        .expectedDeclaration(
          found: description(of: current),
          suggestion: isWord ? closestMatch(to: word, among: Self.declarationWords) : nil,
          at: currentSpan))
    }
    advance()
    skipLine()
    return .invalid
  }

  private static let declarationWords =
    Keyword.allCases.filter(\.startsDeclaration).map(\.rawValue) + [
      "fair", "strong", "urgent", "ghost", "private",
    ]
}

extension Keyword {
  var startsDeclaration: Bool {
    switch self {
    case .action, .component, .constraint, .entity, .expect, .invariant, .measure, .param,
      .process, .property, .reachable, .step, .terminal, .test, .theorem, .transition,
      .enumeration, .function, .importFile, .initializer, .letBinding, .on, .structure,
      .typeAlias, .variable:
      true
    default: false
    }
  }

  /// Whether a component may hold it.
  var isMember: Bool {
    switch self {
    case .action, .invariant, .reachable, .step, .transition, .enumeration, .function,
      .initializer, .letBinding, .on, .structure, .typeAlias, .variable:
      true
    default: false
    }
  }

  /// What may stand before it.
  var modifiers: Set<String> {
    switch self {
    case .action: ["fair", "strong fair", "urgent"]
    case .process: ["fair", "strong fair"]
    case .variable: ["ghost"]
    case .transition: ["private"]
    default: []
    }
  }
}
