import SourceText

extension Checker {
  /// What a set, queue or bag answers.
  mutating func collectionMethod(
    _ name: Identifier, of value: Expression, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    guard let element = elementType(of: value.type) else {
      reportUnknownMember(name, of: value.type, among: [])
      return nil
    }
    guard let method = readingMethod(name, of: value.type) else {
      if WritingMethod(rawValue: name.text) != nil || name.text == "popFirst" {
        report(
          frame.permissions.calls
            ? RuleMistake.writeGivesNothing(name.text, at: span)
            : RuleMistake.writeNotAllowed(name.text, at: span))
      } else {
        let known = Self.methodNames(of: value.type) + Self.writingNames(of: value.type)
        reportUnknownMember(name, of: value.type, among: known)
      }
      return nil
    }
    let wanted = Self.argumentCount(of: method, on: value.type, given: arguments.count)
    guard arguments.count == wanted else {
      report(
        TypeMistake.argumentCount(
          name.text, arguments.count, wanted: wanted, declared: nil, at: span))
      return nil
    }
    if method == .contains { return contains(value, arguments[0].value, at: span) }
    if method == .count, wanted == 1 {
      return countInBag(value, arguments[0].value, element, at: span)
    }
    guard let type = resultType(of: method, on: value.type) else { return nil }
    guard wanted == 1 else {
      return Expression(kind: .method(method, value, []), type: type, span: span)
    }
    guard let other = expression(arguments[0].value, as: value.type, name: "element") else {
      return nil
    }
    return Expression(kind: .method(method, value, [other]), type: type, span: span)
  }

  private func readingMethod(_ name: Identifier, of type: Type) -> ReadingMethod? {
    guard let method = ReadingMethod(rawValue: name.text),
      Self.methodNames(of: type).contains(name.text)
    else { return nil }
    return method
  }

  private static func methodNames(of type: Type) -> [String] {
    let common = ["contains", "count", "isEmpty"]
    switch type {
    case .set: return common + ["union", "intersection", "subtracting", "isSubset", "isDisjoint"]
    case .queue: return common + ["isFull", "first", "last"]
    case .bag: return common + ["isFull"]
    default: return []
    }
  }

  private static func argumentCount(
    of method: ReadingMethod, on type: Type, given: Int
  ) -> Int {
    switch method {
    case .contains, .union, .intersection, .subtracting, .isSubset, .isDisjoint: return 1
    case .count:
      if case .bag = type { return min(given, 1) }
      return 0
    case .isEmpty, .isFull, .first, .last: return 0
    }
  }

  private func resultType(of method: ReadingMethod, on type: Type) -> Type? {
    switch method {
    case .contains, .isSubset, .isDisjoint, .isEmpty, .isFull: return .bool
    case .union, .intersection, .subtracting: return type
    case .count: return .integer(IntegerRange(low: 0, high: Int64(elementsMax(of: type))))
    case .first, .last: return elementType(of: type).map { .optional($0) }
    }
  }

  /// How many elements a collection holds at most.
  private func elementsMax(of type: Type) -> Int {
    switch type {
    case .queue(_, let capacity), .bag(_, let capacity): return capacity
    case .set(let element): return spec.cardinality(of: element) ?? Self.keysMax
    default: return 0
    }
  }

  private mutating func countInBag(
    _ bag: Expression, _ syntax: ExpressionSyntax, _ element: Type, at span: Span
  ) -> Expression? {
    guard let value = expression(syntax, as: element, name: "element"),
      let type = resultType(of: .count, on: bag.type)
    else { return nil }
    return Expression(kind: .method(.count, bag, [value]), type: type, span: span)
  }

  /// `q.popFirst()`: takes the first element out, so it stands only where calls may.
  mutating func popFirst(
    _ base: ExpressionSyntax, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    guard arguments.isEmpty else {
      report(
        TypeMistake.argumentCount("popFirst", arguments.count, wanted: 0, declared: nil, at: span))
      return nil
    }
    guard frame.permissions.calls else {
      report(RuleMistake.writeNotAllowed("popFirst", at: span))
      return nil
    }
    guard let place = place(base) else { return nil }
    guard case .queue(let element, _) = place.expression.type else {
      reportUnknownMember(
        Identifier(text: "popFirst", span: span), of: place.expression.type, among: [])
      return nil
    }
    if frame.isGhostOnly && !place.isGhost {
      report(RuleMistake.writeUnderGhost(at: span))
    }
    if place.isGhost { readGhost("the queue", at: base.span) }
    frame.callCount += 1
    return Expression(kind: .popFirst(place.expression), type: .optional(element), span: span)
  }

  /// A statement such as `q.append(x)`: nil when the method writes nothing.
  mutating func write(
    _ base: ExpressionSyntax, _ name: Identifier, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Statement? {
    let method: WritingMethod =
      name.text == "popFirst" ? .removeFirst : WritingMethod(rawValue: name.text) ?? .removeAll
    guard let place = place(base) else { return nil }
    let type = place.expression.type
    guard let element = elementType(of: type), Self.writes(method, on: type) else {
      reportUnknownMember(name, of: type, among: Self.writingNames(of: type))
      return nil
    }
    let wanted = method == .insert || method == .remove || method == .append ? 1 : 0
    guard arguments.count == wanted else {
      report(
        TypeMistake.argumentCount(
          name.text, arguments.count, wanted: wanted, declared: nil, at: span))
      return nil
    }
    if frame.isGhostOnly && !place.isGhost { report(RuleMistake.writeUnderGhost(at: span)) }
    var values: [Expression] = []
    if wanted == 1 {
      let rangeName = placeName(place.expression)
      let value = reading(ghosts: place.isGhost) {
        $0.expression(arguments[0].value, as: element, name: rangeName)
      }
      guard let value else { return nil }
      values = [value]
    }
    return Statement(
      kind: .write(method, place: place.expression, values), span: span)
  }

  static func isWritingMethod(_ name: String) -> Bool {
    WritingMethod(rawValue: name) != nil || name == "popFirst"
  }

  private static func writes(_ method: WritingMethod, on type: Type) -> Bool {
    writingNames(of: type).contains(method.rawValue)
  }

  private static func writingNames(of type: Type) -> [String] {
    switch type {
    case .set, .bag: return ["insert", "remove", "removeAll"]
    case .queue: return ["append", "popFirst", "removeFirst", "removeAll"]
    default: return []
    }
  }
}
