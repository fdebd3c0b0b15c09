extension FairComponents {
  /// Takes out waiting edges that say nothing new: those to complete components, and those that
  /// meet nothing which is not met in their part already, if their node was seen, or waits at a
  /// later edge, which comes first.
  mutating func tidy(_ graph: borrowing ProductGraph) {
    var part = parts.count - 1
    for index in stride(from: waiting.count - 1, through: 0, by: -1) {
      while Int(parts[part].waitingStart) > index { part -= 1 }
      let edge = waiting[index]
      let rank = graph.rank(of: edge.node)
      let known = places[rank]
      if known == 0 { places[rank] = Self.marked }
      if known == Self.done || known != 0 && isMet(edge, in: part) {
        waiting[index].node = Self.dropped
      }
    }
    var target = 0
    part = 0
    for index in 0..<waiting.count {
      while part < parts.count && Int(parts[part].waitingStart) == index {
        beginWaiting(of: part, at: target)
        part += 1
      }
      let edge = waiting[index]
      if edge.node == Self.dropped { continue }
      let rank = graph.rank(of: edge.node)
      if places[rank] == Self.marked { places[rank] = 0 }
      waiting[target] = edge
      target += 1
    }
    while part < parts.count {
      beginWaiting(of: part, at: target)
      part += 1
    }
    waiting.shorten(to: target)
    waitingMax = max(waitingMin, 3 * target)
  }

  private func beginWaiting(of part: Int, at place: Int) {
    parts[part].waitingStart = UInt32(truncatingIfNeeded: place)
  }
}
