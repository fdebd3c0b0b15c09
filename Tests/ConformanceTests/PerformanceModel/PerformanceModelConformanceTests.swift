import Conformance
import Testing

/// Percentiles and stations, the library's and faulty ones, against their specs, edge by edge.
@Suite("The open models of performance")
struct PerformanceModelConformanceTests {
  static func percentiles(size: Int, top: Int) -> String {
    """
    import "components/percentile"
    var latencies: open Latencies(size: \(size), top: \(top))
    """
  }

  static func station(servers: Int, room: Int, horizon: Int) -> String {
    """
    import "components/station"
    var station: open Station(servers: \(servers), room: \(room), horizon: \(horizon))
    """
  }

  func report(
    _ spec: String, lookahead: Int, _ implementation: some ImplementationUnderTest
  ) async throws -> String? {
    let graph = try TransitionGraph(exploring: typedSpec(spec))
    let report = await ConformanceCheck(graph: graph, lookahead: lookahead).run(implementation)
    if let divergence = report.divergence { return divergence.description }
    #expect(report.edges == graph.edgeCount && report.edgesDriven == graph.edgeCount)
    return nil
  }

  @Test(
    "are obeyed by exact percentiles on every edge",
    arguments: [(4, 3, 0), (5, 3, 0), (2, 2, 1)])
  func percentiles(size: Int, top: Int, lookahead: Int) async throws {
    let spec = Self.percentiles(size: size, top: top)
    #expect(try await report(spec, lookahead: lookahead, PercentileAdapter()) == nil)
    #expect(try await report(spec, lookahead: lookahead, LatencyHistogramAdapter()) == nil)
  }

  @Test(
    "are obeyed by the library's station on every edge",
    arguments: [(2, 3, 4, 0), (2, 3, 3, 1), (3, 4, 3, 0), (1, 2, 4, 1)])
  func stations(servers: Int, room: Int, horizon: Int, lookahead: Int) async throws {
    #expect(
      try await report(
        Self.station(servers: servers, room: room, horizon: horizon), lookahead: lookahead,
        StationAdapter(servers: servers, room: room, horizon: horizon)) == nil)
  }

  @Test("are obeyed by what the faulty ones are made from")
  func faultless() async throws {
    #expect(
      try await report(
        Self.percentiles(size: 3, top: 3), lookahead: 0, FaultyPercentiles(fault: nil)) == nil)
    #expect(
      try await report(
        Self.station(servers: 2, room: 3, horizon: 3), lookahead: 1,
        FaultyStation(fault: nil, room: 3, horizon: 3)) == nil)
  }

  @Test("show a shortest run on which the median is one place too far")
  func offByOne() async throws {
    #expect(
      try await report(
        Self.percentiles(size: 2, top: 1), lookahead: 0, FaultyPercentiles(fault: .indexFromZero))
          == """
              call                      the spec allows   the implementation said
          1   latencies.record(0)       -                 -
          2   latencies.record(1)       -                 -
          3   latencies.percentile(50)  0                 1   <- differs
          """)
  }
}
