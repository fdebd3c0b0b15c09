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

  @Test("is obeyed by the library's mesh on every edge", arguments: [(2, 1), (3, 0)])
  func conforms(members: Int, lookahead: Int) async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(members: members)))
    let report = await ConformanceCheck(graph: graph, lookahead: lookahead).run(MeshAdapter())
    #expect(report.divergence?.description == nil)
    #expect(report.edges == graph.edgeCount && report.edgesDriven == graph.edgeCount)
  }

  @Test("is obeyed by the mesh that the faulty ones are made from")
  func faultless() async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(members: 2)))
    let report = await ConformanceCheck(graph: graph, lookahead: 2).run(FaultyMesh(fault: nil))
    #expect(report.divergence?.description == nil)
  }
}
