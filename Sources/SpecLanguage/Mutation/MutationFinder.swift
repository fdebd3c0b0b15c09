package import SourceText

/// Finds all changes of one place in the system part of a file: what it does, never what is claimed
/// of it, nor parameters, types, ghosts and comments.
///
///     let mutations = MutationFinder.mutations(
///       of: loaded.root, in: loaded, changesFairness: false)
package struct MutationFinder {
  let file: FileID
  let source: SourceFile
  let tokens: [Token]
  let parts: SystemParts
  /// `fair` matters to somebody: there is a claim about runs.
  let changesFairness: Bool
  private(set) var mutations: [Mutation] = []
  private var seen: Set<Change> = []
  /// Locals of the body at hand that only ghosts use.
  var ghostLocals: Set<String> = []
  /// The body at hand is one of a function that claims use.
  private var isVisible = false

  private struct Change: Hashable {
    var span: Span
    var replacement: String
  }

  /// The changes in the order of the text; no two make the same text.
  ///
  /// - Parameters:
  ///   - file: one of the loaded files. Of the root all is part of the system; of an imported file
  ///     what is imported: components that the root uses, functions, defaults of structures.
  ///   - changesFairness: whether dropping `fair` is among them; without claims about runs nothing
  ///     could notice.
  /// - Complexity: O(bytes × names) in the worst case; a few milliseconds for any file that people
  ///   write.
  package static func mutations(
    of file: FileID, in loaded: LoadedSpec, changesFairness: Bool
  ) -> [Mutation] {
    guard let syntax = loaded.files.first(where: { $0.file == file }) else { return [] }
    var lexer = Lexer(file, in: loaded.sources)
    var finder = MutationFinder(
      file: file, source: loaded.sources[file], tokens: lexer.lex().tokens,
      parts: SystemParts(loaded), changesFairness: changesFairness)
    for declaration in syntax.declarations {
      finder.visit(declaration, isRoot: file == loaded.root)
    }
    return finder.mutations.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }.map(\.element)
  }

  private init(
    file: FileID, source: SourceFile, tokens: [Token], parts: SystemParts, changesFairness: Bool
  ) {
    self.file = file
    self.source = source
    self.tokens = tokens
    self.parts = parts
    self.changesFairness = changesFairness
  }

  // MARK: Changes

  mutating func replace(
    _ span: Span, by text: String, _ operation: Mutation.Operation, in context: Span
  ) {
    guard source.text(of: span) != text,
      seen.insert(Change(span: span, replacement: text)).inserted
    else { return }
    mutations.append(
      Mutation(
        operation: operation, span: span, replacement: text, context: context,
        isVisibleBesideSteps: isVisible))
  }

  func span(_ start: Int32, _ end: Int32) -> Span { Span(file: file, start: start, end: end) }

  func span(of token: Token) -> Span { span(token.start, token.end) }

  // MARK: Tokens

  /// The index of the first token that starts at or after an offset.
  func tokenIndex(from offset: Int32) -> Int {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first token of an expression that is not a parenthesis around it.
  func coreToken(of expression: ExpressionSyntax) -> Token {
    var index = tokenIndex(from: expression.span.start)
    while tokens[index].kind == .symbol(.leftParenthesis) { index += 1 }
    return tokens[index]
  }

  // MARK: Declarations

  private mutating func visit(_ declaration: DeclarationSyntax, isRoot: Bool) {
    switch declaration.kind {
    case .structure(_, let fields):
      // Claims build such values too.
      isVisible = true
      for field in fields { visit(field) }
      isVisible = false
    case .function(let routine):
      if parts.functions.contains(routine.name.text) {
        isVisible = parts.visibleFunctions.contains(routine.name.text)
        body(routine.body, of: .function)
        isVisible = false
      }
    case .transition(let routine):
      if let condition = routine.precondition { visit(guard: condition) }
      body(routine.body, of: .transition)
    case .component(let component):
      guard parts.components.contains(component.name.text) else { return }
      for member in component.members { visit(member, isRoot: true) }
    case .variable(let variable) where isRoot: visit(variable)
    case .initializer(let block) where isRoot: body(block, of: .step)
    case .tick(let block) where isRoot: body(block, of: .step)
    case .action(let action) where isRoot:
      dropModifiers(of: declaration)
      if let condition = action.guardCondition { visit(guard: condition) }
      body(action.body, of: .step)
    case .process(let process) where isRoot:
      dropModifiers(of: declaration)
      for local in process.locals { visit(local) }
      body(process.body, of: .step)
    default: break
    }
  }

  private mutating func visit(_ variable: VariableSyntax) {
    guard !variable.isGhost, let value = variable.initial else { return }
    visit(choice: value, in: shown(variable.span, or: value.span))
  }

  private mutating func body(_ block: BlockSyntax, of kind: BodyKind) {
    ghostLocals = parts.ghosts.ghostLocals(of: block)
    visit(block, of: kind, isOutermost: true)
    ghostLocals = []
  }

  /// A statement's or a declaration's span where it is short enough to be read at a glance.
  func shown(_ whole: Span, or part: Span) -> Span {
    let isOneLine =
      source.lineIndex(at: whole.start) == source.lineIndex(at: max(whole.start, whole.end - 1))
    return isOneLine && whole.end - whole.start <= 90 ? whole : part
  }

  /// `fair`, `strong` and `urgent` before an action or a process.
  private mutating func dropModifiers(of declaration: DeclarationSyntax) {
    var index = tokenIndex(from: declaration.span.start)
    let first = index
    while case .keyword(let keyword) = tokens[index].kind, keyword.isModifier { index += 1 }
    // From the first modifier to the name behind the keyword.
    let context = span(declaration.span.start, tokens[index + 1].end)
    for position in first..<index {
      let token = tokens[position]
      // With the space after it, so that the next word stands where this one stood.
      let dropped = span(token.start, tokens[position + 1].start)
      switch token.kind {
      case .keyword(.strong) where changesFairness:
        replace(dropped, by: "", .fairnessDropped, in: context)
        replace(
          span(token.start, tokens[position + 2].start), by: "", .fairnessDropped, in: context)
      case .keyword(.fair) where changesFairness && tokens[max(first, position - 1)].isPlainFair:
        replace(dropped, by: "", .fairnessDropped, in: context)
      case .keyword(.urgent): replace(dropped, by: "", .urgencyDropped, in: context)
      default: continue
      }
    }
  }
}

extension Token {
  /// Not the `strong` before a `fair`.
  fileprivate var isPlainFair: Bool { kind != .keyword(.strong) }
}

extension Keyword {
  fileprivate var isModifier: Bool {
    switch self {
    case .strong, .fair, .urgent: true
    default: false
    }
  }
}
