extension UnreadFields {
  /// Takes fields that elements take places with for read when any of them is, and all by which a
  /// renaming knows what a field that is read holds.
  ///
  /// - Returns: whether anything was not known to be read.
  mutating func close(under plan: SymmetryPlan) -> Bool {
    var isChanged = false
    for fields in plan.fieldFamilies where fields.contains(where: { isRead[$0] }) {
      if read(fields) { isChanged = true }
    }
    for object in plan.objects {
      let fields = Array(object.field..<object.field + object.content.fieldCount)
      guard fields.contains(where: { isRead[$0] }) else { continue }
      if read(fields + object.conditions.map(\.field)) { isChanged = true }
    }
    return isChanged
  }
}

extension SymmetryPlan {
  /// The plan for a program without fields that are not read, found with regard to
  /// this plan.
  package func without(_ unread: UnreadFields) -> SymmetryPlan {
    var plan = self
    plan.objects = objects.filter { !unread.isUnread[$0.field] }
    return plan
  }
}
