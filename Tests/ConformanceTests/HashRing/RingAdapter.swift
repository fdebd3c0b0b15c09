import Conformance
import MeshComponents

/// Points of a spec's few as those of a real ring, in the same order round the circle.
struct RingScale: Hashable, Sendable {
  /// Points next to one another, so that all fall into one bucket of the index.
  static let crowded = RingScale(distance: 1)
  /// Points as far apart as can be.
  static func spread(_ points: Int) -> RingScale { RingScale(distance: .max / UInt64(points)) }

  var distance: UInt64

  func point(_ number: Int) -> UInt64 { UInt64(number) * distance }
}

/// A placement that a spec has chosen: a point for each replica of each node.
struct ChosenPlacement: HashRingPlacement {
  var points: [[Int]]
  var scale: RingScale

  func point(of id: String, replica: Int) -> UInt64 {
    guard let node = Int(id) else { preconditionFailure("nodes are numbers: \(id)") }
    return scale.point(points[node][replica])
  }

  /// All placements of so many nodes' replicas on so many points, as numbers in that base.
  static func all(nodes: Int, replicas: Int, points: Int) -> [[[Int]]] {
    digits(nodes * replicas, below: points).map { digits in
      (0..<nodes).map { Array(digits[$0 * replicas..<($0 + 1) * replicas]) }
    }
  }

  /// All sequences of so many digits in a base.
  static func digits(_ count: Int, below base: Int) -> [[Int]] {
    (0..<count).reduce([[]]) { all, _ in
      all.flatMap { digits in (0..<base).map { digits + [$0] } }
    }
  }
}

/// The library's ring behind the calls of `specs/components/ring.mesh`.
struct RingAdapter: ImplementationUnderTest {
  let placement: ChosenPlacement
  private var ring: HashRing

  init(placement: ChosenPlacement) {
    self.placement = placement
    ring = Self.empty(placement)
  }

  mutating func reset() { ring = Self.empty(placement) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    let argument = number(call.arguments[0])
    switch call.transition {
    case "add": return .bool(ring.add(.init(id: "\(argument)")))
    case "remove": return .bool(ring.remove("\(argument)"))
    case "lookUp": return backend(ring.lookUp(point: placement.scale.point(argument)))
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private static func empty(_ placement: ChosenPlacement) -> HashRing {
    HashRing(pointsPerWeight: placement.points[0].count, placement: placement)
  }
}

/// A backend's or node's id as the spec's number for it.
func backend(_ id: String?) -> SpecificationValue {
  guard let id else { return .none }
  guard let number = Int64(id) else { preconditionFailure("ids are numbers: \(id)") }
  return .integer(number)
}
