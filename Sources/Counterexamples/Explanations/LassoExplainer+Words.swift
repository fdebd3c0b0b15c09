import SourceText
import SpecLanguage
import SpecSemantics

/// How the sentences name formulas and positions.
extension LassoExplainer {
  /// Where a formula is looked at: `after step 3`, or `in step 4` when it is about the step that is
  /// taken there.
  func place(_ position: Int, _ formula: Expression) -> String {
    if lasso.labels[position] != nil, formula.asksForStep { return "in step \(position + 1)" }
    return placeText(ofState: min(position, lasso.stepCount))
  }

  /// The place behind a sentence, unless it was named before.
  func suffix(_ position: Int, _ formula: Expression, _ isNamed: Bool) -> String {
    isNamed ? "" : " " + place(position, formula)
  }

  private static let placesMax = 5

  /// `after steps 5 and 7`; `in the initial state and after step 3`
  func places(_ positions: [Int], _ formula: Expression) -> String {
    var numbers: [Int] = []
    for position in positions {
      let number = min(formula.asksForStep ? position + 1 : position, lasso.stepCount)
      if numbers.last != number { numbers.append(number) }
    }
    let isInitial = numbers.first == 0
    if isInitial { numbers.removeFirst() }
    let rest = numbers.count - Self.placesMax
    var texts = numbers.prefix(Self.placesMax).map { "\($0)" }
    if rest > 0 { texts.append("\(rest) more") }
    let preposition = formula.asksForStep ? "in" : "after"
    let steps =
      texts.isEmpty
      ? [] : ["\(preposition) step\(texts.count == 1 ? "" : "s") \(list(texts))"]
    return ((isInitial ? [placeText(ofState: 0)] : []) + steps).joined(separator: " and ")
  }

  private func list(_ texts: [String]) -> String {
    guard texts.count > 1, let last = texts.last else { return texts.joined() }
    return texts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The formula as it stands in the spec, in backticks.
  func quoted(_ formula: Expression) -> String { "`\(text(of: formula))`" }

  /// A part that shares its place with one around it was put there by the checker: what stands in
  /// the spec is the whole, so the part is written out.
  private func text(of formula: Expression) -> String {
    guard sharedSpans.contains(formula.span), !isInequality(formula) else {
      return explainer.text(of: formula.span)
    }
    let texts = formula.children.map { "(\(text(of: $0)))" }
    switch formula.kind {
    case .not: return "!\(texts[0])"
    case .and: return texts.joined(separator: " && ")
    case .or: return texts.joined(separator: " || ")
    case .implies: return texts.joined(separator: " implies ")
    case .temporal(let name, _):
      let word = name.rawValue
      return texts.count == 1 ? "\(word) \(texts[0])" : texts.joined(separator: " \(word) ")
    case .leadsTo: return texts.joined(separator: " leadsto ")
    default: return explainer.text(of: formula.span)
    }
  }

  /// `a != b`, which is the denial of `a == b` over the same text.
  func isInequality(_ formula: Expression) -> Bool {
    guard case .not(let inner) = formula.kind, case .equal(let left, let right) = inner.kind,
      left.span.file == right.span.file, left.span.end <= right.span.start
    else { return false }
    let between = Span(file: left.span.file, start: left.span.end, end: right.span.start)
    return explainer.sources.text(of: between).contains("!=")
  }
}

extension Expression {
  /// The places of parts within parts of the same place.
  func sharedSpans(around: Set<Span> = []) -> Set<Span> {
    let inner = children.map { $0.sharedSpans(around: around.union([span])) }
    return inner.reduce(around.contains(span) ? [span] : []) { $0.union($1) }
  }

  /// Does it ask which step is taken?
  fileprivate var asksForStep: Bool {
    if case .fired = kind { return true }
    return children.contains(where: \.asksForStep)
  }
}
