import Conformance
import Testing

/// The library's metrics and faulty ones against `specs/components/metrics.mesh`, edge by edge.
@Suite("The open model of metrics")
struct MetricsConformanceTests {
  /// A model of so many names and sets of labels, and of values up to the top.
  struct Size: Sendable, CustomTestStringConvertible {
    var names = 2
    var labelSets = 2
    var top = 2

    var testDescription: String { "\(names) names, \(labelSets) label sets, top \(top)" }
  }

  static func spec(_ size: Size) -> String {
    """
    import "components/metrics"
    entity Family(\(size.names))
    entity Tags(\(size.labelSets))
    var metrics: open Metrics<Family, Tags>(top: \(size.top))
    """
  }

  @Test(
    "is obeyed by the library's metrics on every edge",
    arguments: [
      Size(names: 1, labelSets: 2, top: 3), Size(names: 1, labelSets: 3, top: 2),
      Size(names: 2, labelSets: 1, top: 3),
    ])
  func conforms(size: Size) async throws {
    try await expectObedience(
      of: MetricsAdapter(labelSets: size.labelSets), to: Self.spec(size))
  }

  @Test("is obeyed on every edge of two names, two sets of labels and values up to two")
  func everyEdge() async throws {
    try await expectObedience(
      of: MetricsAdapter(labelSets: 2), to: Self.spec(Size()), coverage: .everyEdge)
  }

  @Test("is obeyed by the metrics that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(of: FaultyMetrics(fault: nil), to: Self.spec(Size(names: 1)))
  }

  @Test("shows a shortest run on which labels that are joined run together")
  func joinedLabels() async throws {
    let divergence = try await divergence(
      of: FaultyMetrics(fault: .labelsJoinedWithoutSeparators), from: Self.spec(Size(names: 1)))
    #expect(
      divergence?.description == """
            call                               the spec allows   the implementation said
        1   metrics.increment(family1, tags1)  true              true
        2   metrics.scrape(family1)            [1, nil]          [1, 1]   <- differs
        """)
  }
}
