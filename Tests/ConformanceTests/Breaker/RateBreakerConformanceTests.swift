import Conformance
import MeshComponents
import Testing

/// The library's breaker against `specs/components/rate-breaker.mesh`, edge by edge.
@Suite("The open model of a breaker by failure rate")
struct RateBreakerConformanceTests {
  /// A model of two calls, under these parameters; the first are those of the spec's own.
  struct Parameters: Sendable, CustomTestStringConvertible {
    var window = 3
    var minimum = 2
    var percent = 60
    var cooldown = 2
    var probes = 1

    var testDescription: String {
      "\(percent) % of \(window), at least \(minimum), cooldown \(cooldown), probes \(probes)"
    }
  }

  static func spec(_ parameters: Parameters, calls: Int = 2) -> String {
    """
    import "components/rate-breaker"
    entity Call(\(calls))
    var breaker: open RateBreaker<Call>(
      window: \(parameters.window), minimum: \(parameters.minimum),
      percent: \(parameters.percent), cooldown: \(parameters.cooldown),
      probes: \(parameters.probes))
    """
  }

  static func adapter(_ parameters: Parameters) -> BreakerAdapter {
    BreakerAdapter(
      configuration: .init(
        failureThreshold: nil,
        rate: .init(
          window: .calls(parameters.window), minimumCalls: parameters.minimum,
          failurePercent: parameters.percent),
        cooldown: .seconds(parameters.cooldown), probes: parameters.probes))
  }

  @Test(
    "is obeyed by the library's breaker on every edge",
    arguments: [
      Parameters(), Parameters(window: 4, minimum: 3, percent: 50, cooldown: 1, probes: 2),
      Parameters(window: 1, minimum: 1, percent: 100, cooldown: 1),
    ])
  func conforms(parameters: Parameters) async throws {
    try await expectObedience(of: Self.adapter(parameters), to: Self.spec(parameters))
  }

  @Test(
    "is not obeyed under any other window, minimum or share",
    arguments: [
      Parameters(window: 4), Parameters(window: 2), Parameters(minimum: 3), Parameters(minimum: 1),
      Parameters(percent: 67), Parameters(percent: 50),
    ])
  func diverges(parameters: Parameters) async throws {
    let divergence = try await divergence(
      of: Self.adapter(parameters), from: Self.spec(Parameters()))
    #expect(divergence != nil)
  }
}
