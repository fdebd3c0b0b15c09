import SpecLanguage

extension Expression {
  /// A text that two expressions share only when they read the same place, or are the same
  /// constant; nil for what is neither.
  var placeText: String? {
    switch kind {
    case .variable(let id): return "v\(id.index)"
    case .local(let id): return "l\(id.index)"
    case .receiver: return "r"
    case .field(let whole, let index): return whole.placeText.map { "\($0).\(index)" }
    case .index(let whole, let key):
      guard let place = whole.placeText, let index = key.placeText else { return nil }
      return "\(place)[\(index)]"
    case .unwrap(let whole): return whole.placeText.map { "\($0)!" }
    case .method(.first, let whole, _): return whole.placeText.map { "\($0).first" }
    case .method(.last, let whole, _): return whole.placeText.map { "\($0).last" }
    case .old(let whole): return whole.placeText.map { "old(\($0))" }
    default: return constantText
    }
  }

  /// The same for constants only.
  var constantText: String? {
    switch kind {
    case .boolean(let truth): return "\(truth)"
    case .integer(let number): return "\(number)"
    case .none: return "nil"
    case .identity(let index): return "#\(index)"
    case .some(let inner): return inner.constantText.map { "some(\($0))" }
    case .narrow(let inner, _), .fill(let inner): return inner.constantText
    case .enumCase(let index, let parts): return Self.text("case \(index)", parts)
    case .structure(let parts): return Self.text("struct", parts)
    case .collection(let parts): return Self.text("collection", parts)
    case .mapLiteral(let parts): return Self.text("map", parts)
    default: return nil
    }
  }

  private static func text(_ name: String, _ parts: [Expression]) -> String? {
    let texts = parts.compactMap(\.constantText)
    guard texts.count == parts.count else { return nil }
    return "\(name)(\(texts.joined(separator: ",")))"
  }

  /// The range of an integer expression, as far as its type tells.
  var range: IntegerRange {
    if case .integer(let number) = kind { return IntegerRange(low: number, high: number) }
    if case .integer(let range) = type { return range }
    return .everything
  }

  /// The places that have a value, by their texts, where the expression is true or false. Of an
  /// optional it is not nil, and so of the first element of a queue.
  func presentPlaces(when truth: Bool) -> Set<String> {
    switch kind {
    case .not(let inner): return inner.presentPlaces(when: !truth)
    case .and(let left, let right) where truth:
      return left.presentPlaces(when: true).union(right.presentPlaces(when: true))
    case .or(let left, let right) where !truth:
      return left.presentPlaces(when: false).union(right.presentPlaces(when: false))
    case .implies(let left, let right, _) where !truth:
      return left.presentPlaces(when: true).union(right.presentPlaces(when: false))
    case .equal(let left, let right):
      return Self.present(left, comparedWith: right, truth)
        .union(Self.present(right, comparedWith: left, truth))
    case .method(.isEmpty, let whole, _) where !truth: return Self.ends(of: whole)
    case .method(.contains, let whole, _) where truth: return Self.ends(of: whole)
    case .isIn(_, let whole) where truth: return Self.ends(of: whole)
    default: return []
    }
  }

  private static func present(
    _ place: Expression, comparedWith other: Expression, _ truth: Bool
  ) -> Set<String> {
    guard let text = place.placeText else { return [] }
    switch other.kind {
    case .none where !truth, .some where truth: return [text]
    default: return []
    }
  }

  private static func ends(of whole: Expression) -> Set<String> {
    guard case .queue = whole.type, let text = whole.placeText else { return [] }
    return ["\(text).first", "\(text).last"]
  }
}
