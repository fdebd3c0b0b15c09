import Conformance
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
    try await expectObedience(of: ProtocolAdapter(), to: model.spec(), coverage: .everyEdge)
  }

  @Test("is obeyed by the protocol that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(
      of: FaultyProtocol(fault: nil), to: ProtocolModel.negotiations.spec(), coverage: .everyEdge)
  }

  @Test("shows a shortest run on which bytes of a format that was not asked for are read")
  func anyFormat() async throws {
    let divergence = try await divergence(
      of: FaultyProtocol(fault: .readsAnyFormat), from: ProtocolModel.bytes.spec(),
      coverage: .everyEdge)
    let steps = try #require(divergence?.steps)
    #expect(steps.count == 1)
    #expect(steps.last?.allowed == "nil" && steps.last?.observed == "[0, nil, nil]")
  }
}
