extension ConstantFields {
  /// Gives their bits back to fields that elements take places with, where not all are constant.
  ///
  /// Renamed, a state has to fit into the same layout: so the fields that a renaming exchanges must
  /// have the same bits, and a collection has all of its fields or none.
  package mutating func close(under plan: SymmetryPlan) {
    let objects = plan.objects.map { Array($0.field..<$0.field + $0.content.fieldCount) }
    // Families must have one value as well; of an object each field has its own.
    let alike = plan.fieldFamilies
    var isChanged = true
    while isChanged {
      isChanged = false
      for fields in alike where fields.contains(where: { values[$0] != values[fields[0]] }) {
        if remove(fields) { isChanged = true }
      }
      for fields in objects where fields.contains(where: { values[$0] == nil }) {
        if remove(fields) { isChanged = true }
      }
    }
  }

  /// - Returns: whether any of them was a constant.
  private mutating func remove(_ fields: [Int]) -> Bool {
    var isChanged = false
    for field in fields where values[field] != nil {
      remove(field)
      isChanged = true
    }
    return isChanged
  }
}

extension SymmetryPlan {
  /// The plan for a layout without the constants, which have to be closed under this plan.
  ///
  /// What reachable states have is closed under renaming. So a value of constants speaks of no
  /// element that a renaming moves, and is none of its objects.
  package func narrowed(by constants: ConstantFields) -> SymmetryPlan {
    var plan = self
    plan.objects = objects.filter { constants.values[$0.field] == nil }
    return plan
  }

  /// Fields that differ in their elements only, so that a renaming may exchange them.
  var fieldFamilies: [[Int]] {
    var families: [FieldFamily: [Int]] = [:]
    for (field, own) in coordinates.enumerated() where !own.isEmpty {
      families[FieldFamily(field, own), default: []].append(field)
    }
    return families.values.sorted { $0[0] < $1[0] }
  }
}

private struct FieldFamily: Hashable {
  var origin: Int
  var directions: [SymmetryPlan.Coordinate]

  init(_ field: Int, _ coordinates: [SymmetryPlan.Coordinate]) {
    origin = coordinates.reduce(field) { $0 - $1.stride * $1.element }
    directions = coordinates.map { .init(sort: $0.sort, element: 0, stride: $0.stride) }
  }
}
