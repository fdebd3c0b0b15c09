import Conformance
import Testing

/// The library's metrics and faulty ones against `specs/components/metrics.mesh`, edge by edge.
@Suite("The open model of metrics")
struct MetricsConformanceTests {
  /// A model of some size, and how many calls follow each of its edges.
  struct Size: Sendable, CustomTestStringConvertible {
    var names = 2
    var labelSets = 2
    var top = 2
    var lookahead = 0

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
      Size(), Size(names: 1, labelSets: 2, top: 3, lookahead: 2),
      Size(names: 1, labelSets: 3, top: 2, lookahead: 1),
      Size(names: 2, labelSets: 1, top: 3, lookahead: 1),
    ])
  func conforms(size: Size) async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(size)))
    let report = await ConformanceCheck(graph: graph, lookahead: size.lookahead).run(
      MetricsAdapter(labelSets: size.labelSets))
    #expect(report.divergence?.description == nil)
    #expect(report.edges == graph.edgeCount && report.edgesDriven == graph.edgeCount)
  }

  @Test("is obeyed by the metrics that the faulty ones are made from")
  func faultless() async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(Size(names: 1))))
    let report = await ConformanceCheck(graph: graph, lookahead: 1).run(FaultyMetrics(fault: nil))
    #expect(report.divergence?.description == nil)
  }

  @Test("shows a shortest run on which labels that are joined run together")
  func joinedLabels() async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(Size(names: 1))))
    let report = await ConformanceCheck(graph: graph, lookahead: 1).run(
      FaultyMetrics(fault: .labelsJoinedWithoutSeparators))
    #expect(
      report.divergence?.description == """
            call                               the spec allows   the implementation said
        1   metrics.increment(family1, tags1)  true              true
        2   metrics.scrape(family1)            [1, nil]          [1, 1]   <- differs
        """)
  }
}
