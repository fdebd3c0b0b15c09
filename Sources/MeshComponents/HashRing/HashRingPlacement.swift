/// Where the points of nodes are on a ring.
///
/// Hosts agree on owners only if their placements do: one must depend on its arguments alone.
///
/// ```swift
/// struct ByCity: HashRingPlacement {
///   func point(of id: String, replica: Int) -> UInt64 {
///     XXHash64.hash(of: "zurich/\(id)", seed: UInt64(replica))
///   }
/// }
/// ```
public protocol HashRingPlacement: Sendable {
  /// The point of a node's replica, counted from 0.
  func point(of id: String, replica: Int) -> UInt64
}

/// The library's own placement: a replica's point is the `XXHash64` of the node's id, seeded with
/// the replica's number.
///
/// ```swift
/// let ring = HashRing([.init(id: "cache-1")], placement: XXHash64Placement())
/// ```
public struct XXHash64Placement: HashRingPlacement {
  public init() {}

  public func point(of id: String, replica: Int) -> UInt64 {
    XXHash64.hash(of: id, seed: UInt64(replica))
  }
}
