package import SpecLanguage

extension Value {
  /// Does this value come before the other in the order of their type? See `cardinality(of:)` for
  /// it.
  ///
  /// Both must be values of one type, but for the ranges of integers.
  package func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.bool(let a), .bool(let b)): return !a && b
    case (.integer(let a), .integer(let b)): return a < b
    case (.identity(let a), .identity(let b)): return a < b
    case (.enumCase(let a, let payload), .enumCase(let b, let otherPayload)):
      return a == b ? payload.precede(otherPayload) : a < b
    case (.none, .some): return true
    case (.some, .none), (.none, .none), (.nothing, .nothing): return false
    case (.some(let a), .some(let b)): return a.precedes(b)
    case (.structure(let a), .structure(let b)), (.map(let a), .map(let b)): return a.precede(b)
    case (.set(let a), .set(let b)): return a.reversed().precede(b.reversed())
    case (.queue(let a), .queue(let b)), (.bag(let a), .bag(let b)):
      return a.count == b.count ? a.precede(b) : a.count < b.count
    default: preconditionFailure("\(self) and \(other) are not of one type")
    }
  }
}

extension [Value] {
  /// The first difference decides; with none, the shorter list comes first.
  func precede(_ others: [Value]) -> Bool {
    for (a, b) in zip(self, others) where a != b { return a.precedes(b) }
    return count < others.count
  }

  /// With the value put behind all that do not come after it: sets and bags stay sorted.
  func inserting(_ value: Value) -> [Value] {
    let place = firstIndex { value.precedes($0) } ?? endIndex
    return Array(self[..<place]) + [value] + self[place...]
  }

  /// Without the first such element, if there is one.
  func removingFirst(_ value: Value) -> [Value] {
    var rest = self
    if let place = rest.firstIndex(of: value) { rest.remove(at: place) }
    return rest
  }
}
