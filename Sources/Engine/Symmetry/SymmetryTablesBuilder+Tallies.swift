extension SymmetryTablesBuilder {
  /// Bits that the counts of one bag may take in a key.
  private static let tallyBitsMax = 64

  /// Whether a bag stands there always, belongs to no element, and holds values of one element at
  /// most, of few kinds.
  func isTallied(_ object: SymmetryPlan.Object) -> Bool {
    guard case .bag(let domain, let capacity) = object.content, object.conditions.isEmpty,
      plan.coordinates[object.field].isEmpty,
      plan.domains[domain].allSatisfy({ $0.count <= 1 })
    else { return false }
    let kinds = Set(plan.domains[domain].indices.compactMap { kind(of: $0, in: domain) })
    return kinds.count * Self.width(of: capacity) <= Self.tallyBitsMax
  }

  /// What a value is but for its element: the number that it has with the first.
  private struct Kind: Hashable {
    var sort: Int
    var origin: Int
  }

  private func kind(of number: Int, in domain: Int) -> Kind? {
    plan.domains[domain][number].first.map {
      Kind(sort: $0.sort, origin: number - $0.stride * $0.element)
    }
  }

  private static func width(of capacity: Int) -> Int {
    Int.bitWidth - capacity.leadingZeroBitCount
  }

  mutating func addTally(of object: SymmetryTables.Object, for sort: Int, _ used: inout [Int]) {
    guard case .bag(let domain, let capacity) = object.content else { return }
    var places: [Kind: (word: Int, shift: UInt64)] = [:]
    let first = tallyEntries.count
    for (number, coordinates) in plan.domains[domain].enumerated() {
      var entry = SymmetryTables.TallyEntry(element: -1, keyWord: 0, increment: 0)
      if let kind = kind(of: number, in: domain), kind.sort == sort, let only = coordinates.first {
        let place = places[kind] ?? keyPlace(width: Self.width(of: capacity), &used)
        places[kind] = place
        entry.element = Int32(only.element)
        entry.keyWord = Int32(place.word)
        entry.increment = 1 << place.shift
      }
      tallyEntries.append(entry)
    }
    if places.isEmpty { return }
    tallies.append(
      SymmetryTables.Tally(field: object.field, capacity: capacity, firstEntry: first))
  }
}
