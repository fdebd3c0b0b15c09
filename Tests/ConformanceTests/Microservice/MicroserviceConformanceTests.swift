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
    arguments: [
      (2, 2, ConformanceCoverage.complete()), (2, 3, .everyEdge), (1, 3, .complete()),
    ])
  func conforms(instances: Int, versions: Int, coverage: ConformanceCoverage) async throws {
    try await expectObedience(
      of: MicroserviceAdapter(instances: instances),
      to: Self.spec(instances: instances, versions: versions), coverage: coverage)
  }

  @Test("is obeyed by the service that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(
      of: FaultyMicroservice(fault: nil, instances: 2), to: Self.spec(instances: 2, versions: 2))
  }
}
