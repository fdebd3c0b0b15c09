import Conformance
import Testing

/// The library's service and faulty ones against `specs/components/microservice.mesh`.
@Suite("The microservice's open model")
struct MicroserviceConformanceTests {
  static func spec(instances: Int, versions: Int) -> String {
    """
    import "components/microservice"
    var service: open Microservice(instances: \(instances), versions: \(versions))
    """
  }

  @Test(
    "is obeyed by the library's service on every edge",
    arguments: [(2, 2, 1), (2, 3, 0), (1, 3, 2)])
  func conforms(instances: Int, versions: Int, lookahead: Int) async throws {
    let graph = try TransitionGraph(
      exploring: typedSpec(Self.spec(instances: instances, versions: versions)))
    let report = await ConformanceCheck(graph: graph, lookahead: lookahead).run(
      MicroserviceAdapter(instances: instances))
    #expect(report.divergence?.description == nil)
    #expect(report.edges == graph.edgeCount && report.edgesDriven == graph.edgeCount)
  }

  @Test("is obeyed by the service that the faulty ones are made from")
  func faultless() async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(instances: 2, versions: 2)))
    let report = await ConformanceCheck(graph: graph, lookahead: 1).run(
      FaultyMicroservice(fault: nil, instances: 2))
    #expect(report.divergence?.description == nil)
  }
}
