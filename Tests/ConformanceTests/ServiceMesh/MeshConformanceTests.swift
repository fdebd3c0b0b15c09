import Conformance
import Testing

/// The library's mesh and faulty ones against `specs/components/mesh.mesh`, edge by edge.
@Suite("The mesh's open model")
struct MeshConformanceTests {
  static func spec(members: Int) -> String {
    """
    import "components/mesh"
    entity Peer(\(members))
    var mesh: open ServiceMesh<Peer>
    """
  }

  @Test(
    "is obeyed by the library's mesh on every edge",
    arguments: [(2, ConformanceCoverage.complete()), (3, .everyEdge)])
  func conforms(members: Int, coverage: ConformanceCoverage) async throws {
    try await expectObedience(
      of: MeshAdapter(), to: Self.spec(members: members), coverage: coverage)
  }

  @Test("is obeyed by the mesh that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(of: FaultyMesh(fault: nil), to: Self.spec(members: 2))
  }
}
