import SourceText
package import SpecLanguage

/// What theorems name: without it their text is only half of the statement.
///
/// These are the functions that they call, the named invariants that they mention and the ghosts
/// of the file that they read, each followed by what it names itself. Variables that are not ghosts
/// are the model's, and what they are is for the spec to say.
package struct NamedDefinitions {
  private let spec: TypedSpec
  private let loaded: LoadedSpec
  /// Of the declarations shown so far, so that each is shown once.
  private var seen: Set<Span> = []
  private var found: [String] = []

  private init(_ spec: TypedSpec, _ loaded: LoadedSpec) {
    self.spec = spec
    self.loaded = loaded
  }

  /// The source text of each definition, with its `///` lines and without the indentation of the
  /// component that it stands in, in the order in which the properties name them.
  package static func texts(
    namedBy properties: [Property], in spec: TypedSpec, _ loaded: LoadedSpec
  ) -> [String] {
    var definitions = NamedDefinitions(spec, loaded)
    for property in properties {
      definitions.addFormulas(namedIn: loaded.sources.text(of: property.span))
      definitions.add(property.expression)
    }
    return definitions.found
  }

  // MARK: What is named

  private mutating func add(_ expression: Expression) {
    switch expression.kind {
    case .variable(let id):
      let variable = spec.variables[id.index]
      if variable.isGhost { show(variable.span) }
    case .call(let id, _, _):
      let routine = spec.routines[id.index]
      if show(routine.span) { routine.code.body.forEach { add($0) } }
    default: break
    }
    expression.children.forEach { add($0) }
  }

  private mutating func add(_ statement: Statement) {
    statement.expressions.forEach { add($0) }
    statement.statements.forEach { add($0) }
  }

  /// A function that names a formula over time is part of the property wherever it is named, and no
  /// call of it is left: so these are found by their names.
  private mutating func addFormulas(namedIn text: String) {
    let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") })
    for span in spec.namedFormulas {
      guard let declaration = declaration(at: span), case .function(let routine) = declaration.kind,
        words.contains(Substring(routine.name.text)), show(span)
      else { continue }
      addFormulas(namedIn: loaded.sources.text(of: declaration.span))
    }
  }

  // MARK: Its text

  /// - Returns: whether it was not shown yet.
  @discardableResult
  private mutating func show(_ span: Span) -> Bool {
    guard let declaration = declaration(at: span), seen.insert(declaration.span).inserted else {
      return false
    }
    let documentation = declaration.documentation.split(separator: "\n").map { "/// \($0)" }
    found.append((documentation + [text(of: declaration.span)]).joined(separator: "\n"))
    return true
  }

  /// The declaration that a place lies in; of a component, the member.
  private func declaration(at span: Span) -> DeclarationSyntax? {
    guard let file = loaded.files.first(where: { $0.file == span.file }),
      let outer = file.declarations.first(where: { $0.span.contains(span) })
    else { return nil }
    guard case .component(let component) = outer.kind else { return outer }
    return component.members.first { $0.span.contains(span) }
  }

  private func text(of span: Span) -> String {
    let indent = loaded.sources.position(of: span).column - 1
    let lines = loaded.sources.text(of: span).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { number, line in
      let isIndented = number > 0 && line.prefix(indent).allSatisfy { $0 == " " }
      return isIndented ? String(line.dropFirst(indent)) : String(line)
    }.joined(separator: "\n")
  }
}

extension Span {
  fileprivate func contains(_ other: Span) -> Bool {
    file == other.file && start <= other.start && other.end <= end
  }
}
