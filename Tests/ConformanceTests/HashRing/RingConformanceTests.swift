import Conformance
import MeshComponents
import Testing

/// The library's ring and faulty ones against `specs/components/ring.mesh`, edge by edge.
///
/// The spec leaves the hash function open: each placement of points is a part of the model of its
/// own, and a ring is held to the one that it has.
@Suite("The ring's open model")
struct RingConformanceTests {
  /// The model of every placement.
  static func spec(nodes: Int, replicas: Int, points: Int) -> String {
    """
    import "components/ring"
    var alone: open Ring(nodes: \(nodes), replicas: \(replicas), points: \(points))
    """
  }

  /// The model of one placement.
  static func spec(_ placement: [[Int]], points: Int) -> String {
    let places = placement.enumerated().flatMap { node, replicas in
      replicas.enumerated().map { "  require alone.hash[\(node)][\($0)] == \($1)" }
    }
    return """
      \(spec(nodes: placement.count, replicas: placement[0].count, points: points))
      init {
      \(places.joined(separator: "\n"))
      }
      """
  }

  /// Nodes 0 and 1 meet at point 2, nodes 1 and 2 at point 3.
  static let colliding = [[0, 2], [2, 3], [1, 3]]

  @Test(
    "is obeyed for every placement, and one size up with one point a node and one place more",
    arguments: [(2, 3), (1, 4)])
  func conforms(replicas: Int, points: Int) async throws {
    try await expectObedience(
      ofEach: ChosenPlacement.all(nodes: 3, replicas: replicas, points: points),
      to: Self.spec(nodes: 3, replicas: replicas, points: points)
    ) { RingAdapter(placement: ChosenPlacement(points: $0, scale: .spread(points))) }
  }

  @Test(
    "is obeyed one size up: four nodes, whose points meet or not",
    arguments: [RingScale.spread(5), .crowded])
  func fourNodes(scale: RingScale) async throws {
    for placement in [
      [[0], [2], [2], [4]], [[4], [0], [3], [0]], [[1], [1], [1], [1]], [[3], [2], [1], [0]],
    ] {
      try await expectRing(placement, points: 5, scale: scale)
    }
  }

  @Test("is obeyed where all points are in one bucket of the index")
  func crowded() async throws {
    try await expectRing(Self.colliding, points: 4, scale: .crowded)
  }

  @Test("is obeyed by the ring that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(
      of: FaultyRing(fault: nil, placement: Self.colliding, points: 4),
      to: Self.spec(Self.colliding, points: 4))
  }

  /// Nodes 0 and 1 meet at point 2, which is the smaller's; whoever overwrites gives it to the
  /// last.
  @Test("shows a shortest run on which a node that joins takes another's point")
  func overwriting() async throws {
    let divergence = try await divergence(
      of: FaultyRing(fault: .collisionOverwrites, placement: Self.colliding, points: 4),
      from: Self.spec(Self.colliding, points: 4))
    #expect(
      divergence?.description == """
            call             the spec allows   the implementation said
        1   alone.add(0)     true              true
        2   alone.add(1)     true              true
        3   alone.lookUp(2)  0                 1   <- differs
        """)
  }

  private func expectRing(
    _ placement: [[Int]], points: Int, scale: RingScale
  ) async throws {
    try await expectObedience(
      of: RingAdapter(placement: ChosenPlacement(points: placement, scale: scale)),
      to: Self.spec(placement, points: points))
  }
}
