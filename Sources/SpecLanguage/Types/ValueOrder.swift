extension TypedSpec {
  /// Every value of a type, in the type's order (see `cardinality(of:)`).
  ///
  /// Meant for types that are enumerated anyway: keys of maps, domains of loops, arguments. Whoever
  /// calls it has made sure that `cardinality(of: type)` is small.
  /// - Complexity: O(cardinality) values, each as large as its tree.
  package func values(of type: Type) -> [Value] {
    switch type {
    case .bool: return [.bool(false), .bool(true)]
    case .nothing: return [.nothing]
    case .integer(let range): return (range.low...range.high).map { .integer($0) }
    case .entity(let id): return (0..<entities[id.index].count).map { .identity($0) }
    case .enumeration(let id):
      return enumerations[id.index].cases.enumerated().flatMap { index, item in
        combinations(item.payload.map(values)).map { .enumCase(index, $0) }
      }
    case .structure(let id):
      return combinations(structures[id.index].fields.map { values(of: $0.type) })
        .map { .structure($0) }
    case .component(let id):
      return combinations(components[id.index].fields.map { values(of: $0.type) })
        .map { .structure($0) }
    case .optional(let wrapped): return [.none] + values(of: wrapped).map { .some($0) }
    case .set(let element): return subsets(values(of: element)).map { .set($0) }
    case .map(let key, let value):
      let choices = Array(repeating: values(of: value), count: cardinality(of: key) ?? 0)
      return combinations(choices).map { .map($0) }
    case .queue(let element, let capacity):
      let elements = values(of: element)
      return (0...capacity).flatMap { length in
        combinations(Array(repeating: elements, count: length)).map { .queue($0) }
      }
    case .bag(let element, let capacity):
      let elements = values(of: element)
      return (0...capacity).flatMap { size in
        multisets(elements, from: 0, size: size).map { .bag($0) }
      }
    }
  }

  /// One value from each list, the first list most significant.
  private func combinations(_ lists: [[Value]]) -> [[Value]] {
    lists.reduce([[]]) { prefixes, list in
      prefixes.flatMap { prefix in list.map { prefix + [$0] } }
    }
  }

  /// Bit `i` of a subset's number is the membership of element `i`.
  private func subsets(_ elements: [Value]) -> [[Value]] {
    elements.reduce([[]]) { smaller, element in smaller + smaller.map { $0 + [element] } }
  }

  /// The ascending sequences of `size` elements, repetitions allowed, in lexicographic order.
  private func multisets(_ elements: [Value], from start: Int, size: Int) -> [[Value]] {
    if size == 0 { return [[]] }
    return elements[start...].indices.flatMap { index in
      multisets(elements, from: index, size: size - 1).map { [elements[index]] + $0 }
    }
  }
}
