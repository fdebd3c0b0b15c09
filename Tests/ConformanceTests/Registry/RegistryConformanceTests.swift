import Conformance
import MeshComponents
import Testing

/// The library's registry and faulty ones against `specs/components/registry.mesh`, edge by edge.
///
/// The spec's own model has two services of two instances and 961,874 edges; what is driven here
/// has its parameters and one of the two at a time, so that pairs still share either half.
@Suite("The registry's open model")
struct RegistryConformanceTests {
  /// A model of so many entities, under these parameters.
  struct Parameters: Sendable, CustomTestStringConvertible {
    var services = 1
    var instances = 2
    var failures = 2
    var successes = 2
    var lease = 2

    var testDescription: String {
      "\(services) of \(instances), \(failures) down, \(successes) up, lease \(lease)"
    }
  }

  static func spec(_ parameters: Parameters) -> String {
    """
    import "components/registry"
    entity Shop(\(parameters.services))
    entity Copy(\(parameters.instances))
    var registry: open Registry<Shop, Copy>(
      failureThreshold: \(parameters.failures), successThreshold: \(parameters.successes),
      lease: \(parameters.lease))
    """
  }

  static func adapter(_ parameters: Parameters) -> RegistryAdapter {
    RegistryAdapter(
      configuration: .init(
        failureThreshold: parameters.failures, successThreshold: parameters.successes,
        lease: .seconds(parameters.lease)))
  }

  @Test(
    "is obeyed by the library's registry on every edge",
    arguments: [
      Parameters(), Parameters(services: 2, instances: 1),
      Parameters(instances: 1, failures: 3, successes: 3, lease: 3),
      Parameters(instances: 1, failures: 1, successes: 1, lease: 1),
    ])
  func conforms(parameters: Parameters) async throws {
    try await expectObedience(of: Self.adapter(parameters), to: Self.spec(parameters))
  }

  @Test("is obeyed one size up on every edge")
  func oneSizeUp() async throws {
    let parameters = Parameters(failures: 2, successes: 3, lease: 3)
    try await expectObedience(
      of: Self.adapter(parameters), to: Self.spec(parameters), coverage: .everyEdge)
  }

  @Test("is obeyed by the registry that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(of: FaultyRegistry(fault: nil), to: Self.spec(Parameters()))
  }

  @Test(
    "is not obeyed under any other threshold or lease",
    arguments: [
      Parameters(failures: 1), Parameters(failures: 3), Parameters(successes: 1),
      Parameters(successes: 3), Parameters(lease: 1), Parameters(lease: 3),
    ])
  func diverges(parameters: Parameters) async throws {
    let divergence = try await divergence(
      of: Self.adapter(parameters), from: Self.spec(Parameters()), coverage: .everyEdge)
    #expect(divergence != nil)
  }

  @Test("shows a shortest run on which a failed probe renews the lease")
  func renewal() async throws {
    let divergence = try await divergence(
      of: FaultyRegistry(fault: .failedProbeRenewsTheLease),
      from: Self.spec(Parameters(instances: 1)))
    #expect(
      divergence?.steps.map(\.call) == [
        "registry.register(shop1, copy1)", "tick", "registry.report(shop1, copy1, false)", "tick",
        "registry.register(shop1, copy1)",
      ])
  }
}
