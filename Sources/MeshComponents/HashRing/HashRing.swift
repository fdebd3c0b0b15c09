/// Shares keys out among nodes so that few of them move when nodes come and go.
///
/// ```swift
/// var ring = HashRing([.init(id: "cache-1"), .init(id: "cache-2", weight: 2)])
/// let owner = ring.lookUp("user:4711")
/// ring.add(.init(id: "cache-3"))  // takes keys for itself only
/// ```
///
/// Each node has points on a circle of 64-bit numbers, as many as `pointsPerWeight` times its
/// weight. A key belongs to the node of the first point clockwise from the key's own, past the top
/// to the beginning. Points of several nodes that fall together all stay, and the node with the
/// smallest id owns them: so the ring depends on who is in it and on nothing else, whatever the
/// order, the process or the machine. What it promises is checked for every placement of points in
/// `specs/components/ring.mesh`.
///
/// The share of a node with k points is 1 in n on average, with a relative standard deviation of
/// about 1 in the square root of k: 8 % at 160.
///
/// Ids are compared as UTF-8 bytes. Source: D. Karger et al., "Consistent Hashing and Random
/// Trees", STOC 1997, https://doi.org/10.1145/258533.258660; 160 points a node as in Ketama.
public struct HashRing: Sendable {
  /// One that owns keys.
  public struct Node: Hashable, Sendable {
    public let id: String
    /// Its share of the keys, in proportion to those of the others; at least 1.
    public let weight: Int

    public init(id: String, weight: Int = 1) {
      precondition(weight >= 1, "\(id) with weight \(weight) would own nothing")
      self.id = id
      self.weight = weight
    }
  }

  /// Who is in the ring, by id.
  public internal(set) var nodes: [Node]
  /// Points of a node of weight 1.
  public let pointsPerWeight: Int
  let placement: any HashRingPlacement
  var table: HashRingTable

  /// The ring of some nodes; of several with one id the heaviest is in it.
  /// - Complexity: O(points + nodes · log nodes) for a hash function that spreads points evenly.
  public init(
    _ nodes: some Sequence<Node> = [], pointsPerWeight: Int = 160,
    placement: any HashRingPlacement = XXHash64Placement()
  ) {
    precondition(pointsPerWeight >= 1, "with \(pointsPerWeight) points no node would own anything")
    self.nodes = nodes.sortedByID()
    self.pointsPerWeight = pointsPerWeight
    self.placement = placement
    var entries: [HashRingTable.Entry] = []
    entries.reserveCapacity(self.nodes.reduce(0) { $0 + $1.weight } * pointsPerWeight)
    for (index, node) in self.nodes.enumerated() {
      for replica in 0..<node.weight * pointsPerWeight {
        let point = placement.point(of: node.id, replica: replica)
        entries.append(.init(point: point, owner: UInt32(index)))
      }
    }
    table = HashRingTable(entries)
  }

  /// The node that a key belongs to; nil where there is none.
  ///
  /// The key's point is its `XXHash64`.
  /// - Complexity: O(bytes of the key) expected, without allocation.
  public func lookUp(_ key: String) -> String? { lookUp(point: XXHash64.hash(of: key)) }

  /// The node that the keys at a point belong to; nil where there is none.
  /// - Complexity: O(1) expected, O(log points) at worst.
  public func lookUp(point: UInt64) -> String? {
    table.owner(of: point).map { nodes[$0].id }
  }
}

extension HashRing.Node: Weighted {}

extension HashRing: Equatable {
  /// The same nodes at the same points.
  public static func == (first: HashRing, second: HashRing) -> Bool {
    first.nodes == second.nodes && first.table == second.table
  }
}

/// Has an id and a share of what there is.
protocol Weighted {
  var id: String { get }
  var weight: Int { get }
}

extension Sequence where Element: Weighted {
  /// By id, one of each: of several the heaviest, so the order in which they came does not matter.
  func sortedByID() -> [Element] {
    let sorted = sorted { first, second in
      isOrdered(first.id, second.id)
        || !isOrdered(second.id, first.id) && first.weight > second.weight
    }
    var distinct: [Element] = []
    distinct.reserveCapacity(sorted.count)
    for element in sorted where distinct.last.map({ isOrdered($0.id, element.id) }) ?? true {
      distinct.append(element)
    }
    return distinct
  }
}

/// Are two ids in order as bytes, and not the same? Nothing that depends on a version of Unicode.
func isOrdered(_ first: String, _ second: String) -> Bool {
  first.utf8.lexicographicallyPrecedes(second.utf8)
}
