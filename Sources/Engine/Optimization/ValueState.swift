/// What is known at one place of the code, on whichever way it was reached.
struct ValueState {
  /// By cell, fields first and then temporaries: the number of the value there, -1 when nothing is
  /// known of it.
  var values: [Int32]
  /// Of values that may be less here than elsewhere: what they may be.
  var narrowed: [Int32: Interval] = [:]
  /// What loads through addresses depend on: another number after each write to what an address may
  /// reach.
  var memory: Int32 = 0

  func interval(_ value: Int32, _ table: ValueTable) -> Interval {
    let always = table.intervals[Int(value)]
    return narrowed.isEmpty || always.single != nil ? always : narrowed[value] ?? always
  }

  /// Takes note that a value is within an interval.
  ///
  /// - Returns: whether that is possible; if it is not, nothing is noted.
  @discardableResult
  mutating func narrow(_ value: Int32, to interval: Interval?, _ table: ValueTable) -> Bool {
    let known = self.interval(value, table)
    // An address stays one, whatever number it is found equal to.
    if table.isAddress(value) { return interval != nil }
    guard let interval, let both = known.intersection(interval) else { return false }
    if both != known { narrowed[value] = both }
    return true
  }

  /// What is known on both ways. A cell that may hold either of two values holds a new one, which
  /// is within what the two may be.
  mutating func join(_ other: ValueState, _ table: inout ValueTable) {
    for cell in values.indices where values[cell] != other.values[cell] {
      let (own, others) = (values[cell], other.values[cell])
      values[cell] = -1
      if own < 0 || others < 0 { continue }
      let either = interval(own, table).union(other.interval(others, table))
      if either != .all { values[cell] = table.unknown(either) }
    }
    if memory != other.memory { memory = table.unknown(.all) }
    if narrowed.isEmpty { return }
    for (value, interval) in narrowed {
      let either = interval.union(other.interval(value, table))
      narrowed[value] = either == table.intervals[Int(value)] ? nil : either
    }
  }
}
