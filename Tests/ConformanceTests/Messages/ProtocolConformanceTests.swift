import Conformance
import FoundationEssentials
import MeshComponents
import Testing

/// The library's protocol and faulty ones against `specs/components/protocol.mesh`.
///
/// What a state is shows in the answers of its own edges, each of which is driven: looking ahead
/// would multiply the runs by hundreds of calls and tell no more.
@Suite("The protocol's open model")
struct ProtocolConformanceTests {
  @Test(
    "is obeyed by the library's protocol on every edge",
    arguments: [ProtocolModel.messages, .negotiations])
  func conforms(model: ProtocolModel) async throws {
    let graph = try model.graph()
    let report = await ConformanceCheck(graph: graph, lookahead: 0).run(ProtocolAdapter())
    #expect(report.divergence?.description == nil)
    #expect(report.edges == graph.edgeCount && report.edgesDriven == graph.edgeCount)
  }

  @Test(
    "is obeyed on each of its 202,752 edges",
    .enabled(
      if: ProcessInfo.processInfo.environment["MESHCHECK_MESSAGES"] != nil,
      "takes a minute: set MESHCHECK_MESSAGES to run it"))
  func conformsWhole() async throws {
    let graph = try ProtocolModel.whole.graph()
    #expect(graph.edges.count == 288 && graph.edgeCount == 202_752)
    let report = await ConformanceCheck(graph: graph, lookahead: 0).run(ProtocolAdapter())
    #expect(report.divergence?.description == nil)
  }

  @Test("is obeyed by the protocol that the faulty ones are made from")
  func faultless() async throws {
    let check = ConformanceCheck(graph: try ProtocolModel.negotiations.graph(), lookahead: 0)
    #expect(await check.run(FaultyProtocol(fault: nil)).conforms)
  }

  @Test("shows a shortest run on which bytes of a format that was not asked for are read")
  func anyFormat() async throws {
    let check = ConformanceCheck(graph: try ProtocolModel.bytes.graph(), lookahead: 0)
    let report = await check.run(FaultyProtocol(fault: .readsAnyFormat))
    let steps = try #require(report.divergence?.steps)
    #expect(steps.count == 1)
    #expect(steps.last?.allowed == "nil" && steps.last?.observed == "[0, nil, nil]")
  }
}
