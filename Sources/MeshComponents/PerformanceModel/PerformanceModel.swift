/// What the requests of some stretch of time say of a service: latency, throughput and resources.
///
/// ```swift
/// let model = try PerformanceModel(latencies: latencies, books: station.books)
/// print(model.latency.p99, model.throughput.perSecond, model.resource.utilisation)
/// ```
///
/// Source: Definition 8.1 of the theory of microservice systems (section 8.2).
public struct PerformanceModel: Hashable, Sendable {
  /// How long requests took, by nearest rank.
  public struct Latency: Hashable, Sendable {
    public let median: Duration
    public let p95: Duration
    public let p99: Duration
    public let greatest: Duration
    public let mean: Duration
  }

  /// How many requests came through.
  public struct Throughput: Hashable, Sendable {
    public let perSecond: Double
    /// Requests that were there on average. By Little's law that is throughput times latency; where
    /// the two differ by much, requests are waiting that the latencies do not show yet.
    public let meanPresent: Double
  }

  /// How much of what there is was used.
  public struct Resource: Hashable, Sendable {
    public let servers: Int
    /// From 0 to 1.
    public let utilisation: Double
  }

  public let latency: Latency
  public let throughput: Throughput
  public let resource: Resource

  /// - Parameters:
  ///   - latencies: of the requests that were answered.
  ///   - books: of the station that they went through.
  /// - Throws: `PerformanceError.noRequests` when there are no latencies.
  /// - Complexity: O(n log n) for n latencies.
  public init(latencies: [Duration], books: StationBooks) throws(PerformanceError) {
    var values = Latencies(latencies)
    guard let median = values.percentile(50), let p95 = values.percentile(95),
      let p99 = values.percentile(99), let greatest = values.percentile(100)
    else { throw .noRequests }
    latency = Latency(
      median: median, p95: p95, p99: p99, greatest: greatest,
      mean: latencies.reduce(.zero, +) / latencies.count)
    throughput = Throughput(perSecond: books.throughputPerSecond, meanPresent: books.meanPresent)
    resource = Resource(servers: books.servers, utilisation: books.utilisation)
  }
}
