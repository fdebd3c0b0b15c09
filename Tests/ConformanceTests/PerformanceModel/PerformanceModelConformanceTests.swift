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

  @Test(
    "are obeyed by exact percentiles on every edge",
    arguments: [(4, 3, ConformanceCoverage.everyEdge), (3, 2, .complete())])
  func percentiles(size: Int, top: Int, coverage: ConformanceCoverage) async throws {
    let spec = Self.percentiles(size: size, top: top)
    try await expectObedience(of: PercentileAdapter(), to: spec, coverage: coverage)
    try await expectObedience(of: LatencyHistogramAdapter(), to: spec, coverage: coverage)
  }

  @Test(
    "are obeyed by the library's station on every edge",
    arguments: [(2, 3, 4), (2, 3, 3), (3, 4, 3), (1, 2, 4)])
  func stations(servers: Int, room: Int, horizon: Int) async throws {
    try await expectObedience(
      of: StationAdapter(servers: servers, room: room, horizon: horizon),
      to: Self.station(servers: servers, room: room, horizon: horizon))
  }

  @Test("are obeyed by what the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(
      of: FaultyPercentiles(fault: nil), to: Self.percentiles(size: 3, top: 3),
      coverage: .everyEdge)
    try await expectObedience(
      of: FaultyStation(fault: nil, room: 3, horizon: 3),
      to: Self.station(servers: 2, room: 3, horizon: 3))
  }

  @Test("show a shortest run on which the median is one place too far")
  func offByOne() async throws {
    let divergence = try await divergence(
      of: FaultyPercentiles(fault: .indexFromZero), from: Self.percentiles(size: 2, top: 1))
    #expect(
      divergence?.description == """
            call                      the spec allows   the implementation said
        1   latencies.record(0)       -                 -
        2   latencies.record(1)       -                 -
        3   latencies.percentile(50)  0                 1   <- differs
        """)
  }
}
