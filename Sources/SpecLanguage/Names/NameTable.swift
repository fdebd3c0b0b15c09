import SourceText

/// The names that one file or one component declares.
struct NameScope {
  /// Types, constants, variables, routines, actions, components, processes.
  var names: [String: DeclarationID] = [:]
  var properties: [String: DeclarationID] = [:]
}

/// Who declares what, for all files of a spec, before anything is known about types.
struct NameTable {
  private(set) var declarations: [Declaration] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// What is visible in a file: its own declarations and those that its imports export.
  private(set) var files: [FileID: NameScope] = [:]
  private(set) var members: [DeclarationID: NameScope] = [:]
  /// The declarations of each file in order.
  private(set) var order: [FileID: [DeclarationID]] = [:]
  /// The members of each component in order.
  private(set) var memberOrder: [DeclarationID: [DeclarationID]] = [:]

  /// Names that the language has for types.
  static let builtInTypes: Set<String> = ["Bool", "Int", "Set", "Queue", "Bag"]

  init(_ loaded: LoadedSpec) {
    for file in loaded.files {
      declare(file)
      bringIn(loaded.imports[file.file] ?? [], to: file)
    }
  }

  subscript(id: DeclarationID) -> Declaration { declarations[id.index] }

  private mutating func declare(_ file: SyntaxFile) {
    var scope = NameScope()
    for syntax in file.declarations {
      let id = add(Declaration(name: syntax.name, syntax: syntax, file: file.file, component: nil))
      order[file.file, default: []].append(id)
      enter(id, into: &scope)
      if case .component(let component) = syntax.kind {
        declareMembers(of: component, id, file.file)
      }
    }
    files[file.file] = scope
  }

  private mutating func declareMembers(
    of component: ComponentSyntax, _ owner: DeclarationID, _ file: FileID
  ) {
    var scope = NameScope()
    memberOrder[owner] = []
    for syntax in component.members {
      // The parser has refused whatever else stands there.
      guard syntax.isComponentMember else { continue }
      let id = add(Declaration(name: syntax.name, syntax: syntax, file: file, component: owner))
      memberOrder[owner, default: []].append(id)
      enter(id, into: &scope)
    }
    members[owner] = scope
    checkParameters(of: component, scope)
  }

  /// Type and value parameters of a component share its members' names.
  private mutating func checkParameters(of component: ComponentSyntax, _ scope: NameScope) {
    var seen: [String: Span] = [:]
    for name in component.generics + component.parameters.map(\.name) {
      if let first = seen[name.text] {
        diagnostics.append(NameMistake.duplicate(name.text, first: first, at: name.span))
      }
      seen[name.text] = name.span
      if let member = scope.names[name.text], let other = self[member].name {
        diagnostics.append(NameMistake.duplicate(name.text, first: name.span, at: other.span))
      }
    }
  }

  private mutating func add(_ declaration: Declaration) -> DeclarationID {
    declarations.append(declaration)
    return DeclarationID(index: declarations.count - 1)
  }

  private mutating func enter(_ id: DeclarationID, into scope: inout NameScope) {
    guard let name = self[id].name else { return }
    if Self.builtInTypes.contains(name.text) {
      diagnostics.append(NameMistake.builtIn(name.text, at: name.span))
      return
    }
    if case .action = self[id].syntax.kind, name.text == "tick" {
      diagnostics.append(NameMistake.reservedAction(at: name.span))
      return
    }
    let isProperty = self[id].syntax.isProperty
    let taken = isProperty ? scope.properties[name.text] : scope.names[name.text]
    if let taken, let first = self[taken].name {
      diagnostics.append(NameMistake.duplicate(name.text, first: first.span, at: name.span))
    } else if isProperty {
      scope.properties[name.text] = id
    } else {
      scope.names[name.text] = id
    }
  }

  /// Adds what imported files export; a name that two files declare is refused at the import.
  private mutating func bringIn(_ imports: [FileID], to file: SyntaxFile) {
    for (index, imported) in imports.enumerated() {
      for id in order[imported] ?? [] {
        guard let name = self[id].name, self[id].syntax.isExported else { continue }
        // What lost its name to an earlier declaration has been reported there.
        guard files[imported]?.names[name.text] == id else { continue }
        guard let taken = files[file.file]?.names[name.text] else {
          files[file.file]?.names[name.text] = id
          continue
        }
        if taken == id { continue }
        guard let other = self[taken].name else { continue }
        let own = self[taken].file == file.file
        diagnostics.append(
          NameMistake.duplicate(
            name.text, first: name.span,
            at: own ? other.span : importSpan(index, of: imports.count, in: file)))
      }
    }
  }

  /// Where a file imports the file of that place in its list.
  ///
  /// The list leaves out what could not be loaded and what is imported again; then nothing says
  /// which import it was, and the last has to do.
  private func importSpan(_ index: Int, of count: Int, in file: SyntaxFile) -> Span? {
    let spans = file.declarations.compactMap { declaration -> Span? in
      guard case .importFile = declaration.kind else { return nil }
      return declaration.span
    }
    return spans.count == count ? spans[index] : spans.last
  }
}
