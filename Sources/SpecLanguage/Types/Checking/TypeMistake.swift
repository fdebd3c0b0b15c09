import SourceText

/// What can be wrong with types: codes `MC04xx` and their wording.
enum TypeMistake {
  private static func mistake(
    _ code: String, _ message: String, at span: Span?, notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    Diagnostic(DiagnosticCode(code), .error, message, at: span, notes: notes)
  }

  private static func declared(_ name: String, at span: Span?) -> [Diagnostic.Note] {
    span.map { [Diagnostic.Note("'\(name)' is declared here", at: $0)] } ?? []
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  // MARK: - Values that do not fit

  static func mismatch(_ found: String, wanted: String, at span: Span) -> Diagnostic {
    mistake("MC0401", "this is \(found), and \(wanted) is wanted", at: span)
  }

  static func outOfRange(_ value: Int64, name: String, _ range: String, at span: Span) -> Diagnostic
  {
    mistake("MC0402", "\(value) is outside the range \(range) of '\(name)'", at: span)
  }

  static func notComparable(_ left: String, _ right: String, at span: Span) -> Diagnostic {
    mistake("MC0403", "\(left) and \(right) cannot be compared", at: span)
  }

  static func entityOrdered(_ entity: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0404", "identities of '\(entity)' have no order: only '==' and '!=' compare them", at: span
    )
  }

  static func branchMismatch(_ first: String, _ second: String, at span: Span) -> Diagnostic {
    mistake("MC0405", "the values differ in type: \(first) and \(second)", at: span)
  }

  static func needsContext(_ what: String, _ expected: String?, at span: Span) -> Diagnostic {
    let message =
      expected.map { "'\(what)' cannot be a value of '\($0)'" }
      ?? "'\(what)' does not say of which type it is, and nothing around it does"
    return mistake("MC0406", message, at: span)
  }

  static func componentNotAllowed(_ type: String, _ purpose: String, at span: Span) -> Diagnostic {
    mistake("MC0407", "'\(type)' is a component and cannot \(purpose)", at: span)
  }

  // MARK: - Calls

  static func argumentCount(
    _ name: String, _ count: Int, wanted: Int, declared span: Span?, at place: Span
  ) -> Diagnostic {
    mistake(
      "MC0408", "'\(name)' takes \(counted(wanted, "argument")), not \(count)", at: place,
      notes: declared(name, at: span))
  }

  static func wrongLabel(_ label: String, wanted: String, at span: Span) -> Diagnostic {
    var diagnostic = mistake(
      "MC0409", "the argument is called '\(wanted)', not '\(label)'", at: span)
    diagnostic.fix = Diagnostic.Fix(replace: span, with: wanted)
    return diagnostic
  }

  static func labelWanted(_ name: String, at span: Span) -> Diagnostic {
    mistake("MC0409", "'\(name)' wants the name of each argument, as in 'x: 1'", at: span)
  }

  static func fieldMissing(_ field: String, _ structure: String, at span: Span) -> Diagnostic {
    mistake("MC0410", "'\(structure)' has no default for '\(field)', so it must be given", at: span)
  }

  static func notCallable(_ name: String, at span: Span) -> Diagnostic {
    mistake("MC0411", "'\(name)' cannot be called", at: span)
  }

  static func typeArgumentCount(
    _ name: String, _ count: Int, wanted: Int, declared span: Span, at place: Span
  ) -> Diagnostic {
    mistake(
      "MC0412", "'\(name)' takes \(counted(wanted, "type argument")), not \(count)", at: place,
      notes: declared(name, at: span))
  }

  static func takesNoArguments(_ name: String, at span: Span) -> Diagnostic {
    mistake("MC0412", "'\(name)' takes no arguments", at: span)
  }

  static func collectionArguments(_ name: String, at span: Span) -> Diagnostic {
    let form = name == "Set" ? "Set<T>" : "\(name)<T, n>"
    return mistake("MC0412", "'\(name)' is written '\(form)'", at: span)
  }

  // MARK: - Kinds of values

  static func notOptional(_ type: String, _ what: String, at span: Span) -> Diagnostic {
    mistake("MC0413", "\(what) wants an optional, and this is '\(type)'", at: span)
  }

  static func notCollection(_ type: String, at span: Span) -> Diagnostic {
    mistake("MC0414", "'\(type)' has no elements: 'in' wants a set, a queue or a bag", at: span)
  }

  static func notDomain(_ type: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0414", "'\(type)' cannot be gone through: a type, a range, a set, a queue or a bag can",
      at: span)
  }

  static func notIndexed(_ type: String, at span: Span) -> Diagnostic {
    mistake("MC0415", "'\(type)' has no elements by index: only maps and queues do", at: span)
  }

  static func noValue(at span: Span) -> Diagnostic {
    mistake("MC0416", "this call gives no value", at: span)
  }

  static func returnsNothing(at span: Span) -> Diagnostic {
    mistake("MC0416", "nothing is to be returned here", at: span)
  }

  static func returnsSomething(_ type: String, at span: Span) -> Diagnostic {
    mistake("MC0416", "a value of '\(type)' is to be returned here", at: span)
  }

  static func missingReturn(_ name: String, _ type: String, at span: Span) -> Diagnostic {
    mistake("MC0417", "'\(name)' may end here without returning a value of '\(type)'", at: span)
  }

  static func functionWithoutResult(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0418", "'\(name)' changes nothing, so it must say what it returns: '-> T'", at: span)
  }

  // MARK: - Types

  static func emptyRange(
    _ low: Int64, isClosed: Bool, _ high: Int64, at span: Span
  ) -> Diagnostic {
    mistake("MC0419", "the range \(low)\(isClosed ? "..." : "..<")\(high) has no values", at: span)
  }

  static func notComputable(at span: Span) -> Diagnostic {
    mistake(
      "MC0420", "a constant is wanted here, and this has no value before the model runs", at: span)
  }

  static func tooManyKeys(_ type: String, _ count: Int?, max: Int, at span: Span) -> Diagnostic {
    mistake(
      "MC0421", "'\(type)' has \(sized(count)), and a map's keys have at most \(max)", at: span)
  }

  static func tooManyElements(_ type: String, _ count: Int?, max: Int, at span: Span) -> Diagnostic
  {
    mistake(
      "MC0421", "'\(type)' has \(sized(count)), and a set's elements have at most \(max)", at: span)
  }

  static func domainTooLarge(_ type: String, _ count: Int?, max: Int, at span: Span) -> Diagnostic {
    mistake(
      "MC0421", "'\(type)' has \(sized(count)), and at most \(max) can be gone through", at: span)
  }

  private static func sized(_ count: Int?) -> String {
    count.map { "\($0) values" } ?? "too many values to count"
  }

  static func tooLarge(_ scalars: Int, max: Int, at span: Span) -> Diagnostic {
    mistake(
      "MC0422", "a value of this type has \(scalars) parts; at most \(max) are kept", at: span)
  }

  static func tooDeep(max: Int, at span: Span) -> Diagnostic {
    mistake("MC0422", "types nest more than \(max) deep here", at: span)
  }

  static func capacity(_ name: String, _ value: Int64, max: Int, at span: Span) -> Diagnostic {
    mistake("MC0423", "a '\(name)' holds from 1 to \(max) elements, not \(value)", at: span)
  }

  static func capacityNotConstant(at span: Span) -> Diagnostic {
    mistake("MC0423", "a number of elements is wanted here, not a type", at: span)
  }

  static func entityCount(_ name: String, _ count: Int64, max: Int, at span: Span) -> Diagnostic {
    mistake("MC0424", "'\(name)' has from 1 to \(max) identities, not \(count)", at: span)
  }

  static func noCases(_ name: String, at span: Span) -> Diagnostic {
    mistake("MC0425", "'\(name)' has no cases, so nothing can be of this type", at: span)
  }

  static func tooManyMembers(
    _ name: String, _ noun: String, _ count: Int, max: Int, at span: Span
  ) -> Diagnostic {
    mistake("MC0422", "'\(name)' has \(count) \(noun); at most \(max) are kept", at: span)
  }

  static func needsRange(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0426", "'\(name)' is kept in the state, so it needs a range, as in '\(name): 0...3'",
      at: span)
  }

  // MARK: - Maps and cases

  static func repeatedKey(_ key: String, at span: Span) -> Diagnostic {
    mistake("MC0427", "the key \(key) is given twice", at: span)
  }

  static func missingKey(_ key: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0427", "the key \(key) has no value; write '_: value' for all others", at: span)
  }

  static func mapDomain(at span: Span) -> Diagnostic {
    mistake("MC0428", "a map has a value for every key: write '[x: value for x in K]'", at: span)
  }

  static func notExhaustive(_ missing: [String], at span: Span) -> Diagnostic {
    let shown = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? ", …" : "")
    return mistake("MC0429", "the switch does not say what happens for \(shown)", at: span)
  }

  static func caseUnreachable(at span: Span) -> Diagnostic {
    mistake("MC0430", "the cases before this one leave nothing for it", at: span)
  }

  static func bindingInList(at span: Span) -> Diagnostic {
    mistake("MC0431", "only a pattern that stands alone can name a payload", at: span)
  }

  static func patternNotAllowed(_ type: String, at span: Span) -> Diagnostic {
    mistake("MC0431", "a value of '\(type)' cannot be matched by this pattern", at: span)
  }
}
