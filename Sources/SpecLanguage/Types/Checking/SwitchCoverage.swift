/// Which values of a `switch`'s subject the cases so far have matched.
struct SwitchCoverage {
  private var cases: Set<Int> = []
  private var truths: Set<Bool> = []
  private var ranges: [IntegerRange] = []
  private var hasNone = false
  private var hasSome = false
  private(set) var hasOtherwise = false
  /// Some pattern was wrong, so nothing is known to be missing.
  var isUncertain = false

  /// Adds a pattern; false when nothing was left for it to match.
  mutating func add(_ pattern: Pattern) -> Bool {
    if hasOtherwise { return false }
    switch pattern {
    case .otherwise: hasOtherwise = true
    case .enumCase(let index, _): return cases.insert(index).inserted
    case .boolean(let value): return truths.insert(value).inserted
    case .none:
      defer { hasNone = true }
      return !hasNone
    case .some:
      defer { hasSome = true }
      return !hasSome
    case .integers(let range):
      if covers(range) { return false }
      ranges.append(range)
    }
    return true
  }

  /// Has every integer of the range been matched?
  private func covers(_ range: IntegerRange) -> Bool {
    firstUncovered(in: range) == nil
  }

  private func firstUncovered(in range: IntegerRange) -> Int64? {
    var next = range.low
    for covered in ranges.sorted(by: { ($0.low, $0.high) < ($1.low, $1.high) }) {
      if covered.low > next { return next }
      if covered.high < next { continue }
      if covered.high >= range.high { return nil }
      next = covered.high + 1
    }
    return next
  }

  /// What is not matched yet, as messages list it; empty when nothing is.
  func missing(of type: Type, in spec: TypedSpec) -> [String] {
    if hasOtherwise || isUncertain { return [] }
    switch type {
    case .enumeration(let id):
      return spec.enumerations[id.index].cases.enumerated()
        .filter { !cases.contains($0.offset) }.map { "." + $0.element.name }
    case .bool: return [false, true].filter { !truths.contains($0) }.map { "\($0)" }
    case .optional: return (hasNone ? [] : ["nil"]) + (hasSome ? [] : [".some"])
    case .integer(let range): return firstUncovered(in: range).map { ["\($0)"] } ?? []
    default: return ["default"]
    }
  }
}
