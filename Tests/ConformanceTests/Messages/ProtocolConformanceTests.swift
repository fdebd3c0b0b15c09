import Conformance
import MeshComponents
import Testing

/// The library's protocol and faulty ones against `specs/components/protocol.mesh`.
///
/// The model has 288 states with 704 calls each, so looking ahead by one call more would multiply
/// the 202,752 runs by 704: what a state is shows in the answers of the very next edges.
@Suite("The protocol's open model")
struct ProtocolConformanceTests {
  static let spec = """
    import "components/protocol"
    var alone: open Protocol
    """

  @Test("is obeyed by the library's protocol on every edge")
  func conforms() async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec))
    #expect(graph.edges.count == 288 && graph.edgeCount == 202_752)
    let report = await ConformanceCheck(graph: graph, lookahead: 0).run(ProtocolAdapter())
    #expect(report.divergence?.description == nil)
    #expect(report.runs >= graph.edgeCount)
  }
}
