import SourceText

/// What can be wrong with names: codes `MC03xx` and their wording.
enum NameMistake {
  static func unknown(_ name: String, near suggestion: String?, at span: Span) -> Diagnostic {
    unknown("name", name, near: suggestion, "MC0301", at: span)
  }

  static func duplicate(_ name: String, first: Span?, at span: Span?) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0302"), .error, "'\(name)' is declared twice", at: span,
      notes: first.map { [Diagnostic.Note("'\(name)' is first declared here", at: $0)] } ?? [])
  }

  static func builtIn(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0303"), .error, "'\(name)' is the name of a built-in type", at: span)
  }

  static func reservedAction(at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0303"), .error,
      "'tick' is the action that runs the 'on tick' blocks and cannot be declared", at: span)
  }

  static func unknownType(_ name: String, near suggestion: String?, at span: Span) -> Diagnostic {
    unknown("type", name, near: suggestion, "MC0304", at: span)
  }

  static func unknownMember(
    _ name: String, of type: String, near suggestion: String?, at span: Span
  ) -> Diagnostic {
    let hint = suggestion.map { " — did you mean '\($0)'?" } ?? ""
    return Diagnostic(
      DiagnosticCode("MC0305"), .error, "'\(type)' has no member '\(name)'" + hint, at: span,
      fix: suggestion.map { Diagnostic.Fix(replace: span, with: $0) })
  }

  static func unknownCase(
    _ name: String, of type: String, near suggestion: String?, at span: Span
  ) -> Diagnostic {
    let hint = suggestion.map { " — did you mean '\($0)'?" } ?? ""
    return Diagnostic(
      DiagnosticCode("MC0306"), .error, "'\(type)' has no case '\(name)'" + hint, at: span,
      fix: suggestion.map { Diagnostic.Fix(replace: span, with: $0) })
  }

  static func unknownAction(_ name: String, near suggestion: String?, at span: Span) -> Diagnostic {
    unknown("action", name, near: suggestion, "MC0307", at: span)
  }

  static func unknownProperty(_ name: String, near suggestion: String?, at span: Span) -> Diagnostic
  {
    unknown("property", name, near: suggestion, "MC0308", at: span)
  }

  static func unknownParameter(_ name: String, near suggestion: String?, at span: Span?)
    -> Diagnostic
  {
    let hint = suggestion.map { " — did you mean '\($0)'?" } ?? ""
    return Diagnostic(
      DiagnosticCode("MC0309"), .error, "there is no parameter '\(name)'" + hint, at: span,
      fix: fix(suggestion, at: span))
  }

  static func isNotAValue(_ name: String, noun: String, at span: Span) -> Diagnostic {
    Diagnostic(DiagnosticCode("MC0310"), .error, "'\(name)' is \(noun), not a value", at: span)
  }

  static func isNotAType(_ name: String, noun: String, declared: Span?, at span: Span) -> Diagnostic
  {
    Diagnostic(
      DiagnosticCode("MC0311"), .error, "'\(name)' is \(noun), not a type", at: span,
      notes: declared.map { [Diagnostic.Note("'\(name)' is declared here", at: $0)] } ?? [])
  }

  static func identityOutsideTest(_ name: String, entity: String, at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0312"), .error,
      "'\(name)' can be named only in tests: elsewhere all of '\(entity)' are alike", at: span)
  }

  static func variableInComponent(_ name: String, declared: Span?, at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0313"), .error,
      "a component cannot read '\(name)', which the file declares; pass it as an argument",
      at: span,
      notes: [Diagnostic.Note("'\(name)' is declared here", at: declared)])
  }

  static func importedVariable(_ name: String, declared: Span?, at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0314"), .error,
      "an import does not bring in '\(name)', which this code uses",
      at: span, notes: [Diagnostic.Note("'\(name)' is declared here", at: declared)])
  }

  static func notConstant(_ name: String, noun: String, at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0315"), .error, "'\(name)' is \(noun), and a constant is wanted here",
      at: span)
  }

  static func needsSpecialisation(_ name: String, component: String, at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0316"), .error,
      "this type depends on '\(name)' of '\(component)', which is known only inside the component",
      at: span)
  }

  private static func unknown(
    _ what: String, _ name: String, near suggestion: String?, _ code: String, at span: Span
  ) -> Diagnostic {
    let hint = suggestion.map { " — did you mean '\($0)'?" } ?? ""
    return Diagnostic(
      DiagnosticCode(code), .error, "unknown \(what) '\(name)'" + hint, at: span,
      fix: fix(suggestion, at: span))
  }

  private static func fix(_ suggestion: String?, at span: Span?) -> Diagnostic.Fix? {
    guard let suggestion, let span else { return nil }
    return Diagnostic.Fix(replace: span, with: suggestion)
  }
}
