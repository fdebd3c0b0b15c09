import SourceText

/// What a name means inside a body.
struct LocalName {
  enum Meaning {
    case local(LocalID)
    /// A process's local variable: a field of the process's record.
    case place(Expression)
  }

  var meaning: Meaning
  var type: Type
  var isMutable: Bool
  /// Holds history: computed from ghosts.
  var isGhost: Bool
  var span: Span
  /// Was diagnosed, so that its uses are not.
  var isInvalid = false
}

/// The names bound within one body, innermost scope last.
struct LocalScopes {
  private var scopes: [[String: LocalName]] = [[:]]

  mutating func push() { scopes.append([:]) }
  mutating func pop() { scopes.removeLast() }

  /// The innermost meaning of a name.
  func find(_ name: String) -> LocalName? {
    for scope in scopes.reversed() {
      if let found = scope[name] { return found }
    }
    return nil
  }

  /// The meaning that the name already has in the innermost scope.
  func inInnermost(_ name: String) -> LocalName? { scopes[scopes.count - 1][name] }

  mutating func bind(_ name: String, to meaning: LocalName) {
    scopes[scopes.count - 1][name] = meaning
  }

  /// From here on, the innermost local of that name holds history.
  mutating func markGhost(_ name: String) {
    for index in scopes.indices.reversed() where scopes[index][name] != nil {
      scopes[index][name]?.isGhost = true
      return
    }
  }

  var names: [String] { scopes.flatMap(\.keys) }
}
