extension HashRing {
  /// A node joins, and takes keys for itself only.
  ///
  /// A node that is to have another weight is removed and added again: points that it has both
  /// before and after are the same, so only the difference moves.
  /// - Returns: false, and nothing changes, when one with its id is a member already.
  /// - Complexity: O(points of the ring).
  @discardableResult
  public mutating func add(_ node: Node) -> Bool {
    let place = place(of: node.id)
    if place < nodes.count && !isOrdered(node.id, nodes[place].id) { return false }
    nodes.insert(node, at: place)
    let added = (0..<node.weight * pointsPerWeight).map { replica in
      HashRingTable.Entry(
        point: placement.point(of: node.id, replica: replica), owner: UInt32(place))
    }
    // Owners are numbers in the order of ids: those after the new one move up.
    let others = table.entries.map { entry in
      HashRingTable.Entry(
        point: entry.point, owner: entry.owner < UInt32(place) ? entry.owner : entry.owner + 1)
    }
    table = HashRingTable(sorted: Self.merged(others, added.sorted(by: <)))
    return true
  }

  /// A node leaves, and only its keys move.
  /// - Returns: false, and nothing changes, when there is no member with the id.
  /// - Complexity: O(points of the ring).
  @discardableResult
  public mutating func remove(_ id: String) -> Bool {
    let place = place(of: id)
    if place == nodes.count || isOrdered(id, nodes[place].id) { return false }
    nodes.remove(at: place)
    let owner = UInt32(place)
    // Each entry is looked at by its owner: another node's point at the same place stays.
    let others = table.entries.lazy.filter { $0.owner != owner }.map { entry in
      HashRingTable.Entry(
        point: entry.point, owner: entry.owner < owner ? entry.owner : entry.owner - 1)
    }
    table = HashRingTable(sorted: Array(others))
    return true
  }

  /// The ring with one node more; the same where it is a member already.
  /// - Complexity: O(points of the ring).
  public func adding(_ node: Node) -> HashRing {
    var ring = self
    ring.add(node)
    return ring
  }

  /// The ring without a node; the same where there is no member with the id.
  /// - Complexity: O(points of the ring).
  public func removing(_ id: String) -> HashRing {
    var ring = self
    ring.remove(id)
    return ring
  }

  /// Where an id is, or belongs, among the nodes.
  private func place(of id: String) -> Int {
    var range = 0..<nodes.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if isOrdered(nodes[middle].id, id) {
        range = middle + 1..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return range.lowerBound
  }

  private static func merged(
    _ first: [HashRingTable.Entry], _ second: [HashRingTable.Entry]
  ) -> [HashRingTable.Entry] {
    var merged: [HashRingTable.Entry] = []
    merged.reserveCapacity(first.count + second.count)
    var next = 0
    for entry in first {
      while next < second.count && second[next] < entry {
        merged.append(second[next])
        next += 1
      }
      merged.append(entry)
    }
    return merged + second[next...]
  }
}
