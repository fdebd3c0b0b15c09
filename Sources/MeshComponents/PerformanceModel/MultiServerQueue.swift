import Foundation

/// The queueing model M/M/c: requests come at random, `servers` serve them, and the rest waits.
///
/// ```swift
/// let model = try MultiServerQueue(arrivalsPerSecond: 90, servedPerSecond: 10, servers: 10)
/// print(model.utilisation, model.waitingProbability, model.meanWait)
/// ```
///
/// Arrivals are a Poisson process, service times are exponential and independent, the line has no
/// end, and who came first is served first. Real traffic comes in bursts and waits longer.
///
/// Sources: A. K. Erlang, "Solution of Some Problems in the Theory of Probabilities of Significance
/// in Automatic Telephone Exchanges", 1917; L. Kleinrock, "Queueing Systems, Volume I", 1975,
/// section 3.5; J. D. C. Little, doi:10.1287/opre.9.3.383, for what ties numbers to times.
public struct MultiServerQueue: Hashable, Sendable {
  public let arrivalsPerSecond: Double
  /// By one server that always has something to do.
  public let servedPerSecond: Double
  public let servers: Int

  /// - Parameters:
  ///   - arrivalsPerSecond: more than 0.
  ///   - servedPerSecond: by one server; more than 0.
  ///   - servers: at least 1.
  /// - Throws: `PerformanceError.overloaded` when as much comes as can be served, or more.
  public init(
    arrivalsPerSecond: Double, servedPerSecond: Double, servers: Int
  ) throws(PerformanceError) {
    precondition(arrivalsPerSecond > 0 && servedPerSecond > 0 && servers >= 1, "no queue at all")
    self.arrivalsPerSecond = arrivalsPerSecond
    self.servedPerSecond = servedPerSecond
    self.servers = servers
    guard utilisation < 1 else { throw .overloaded(utilisation: utilisation) }
  }

  /// Servers that are busy on average, in erlangs.
  public var offeredLoad: Double { arrivalsPerSecond / servedPerSecond }

  /// The part of the time that a server is busy, below 1.
  public var utilisation: Double { offeredLoad / Double(servers) }

  /// Erlang's C formula: the part of the requests that has to wait.
  /// - Complexity: O(servers).
  public var waitingProbability: Double {
    let blocked = Self.blockingProbability(offeredLoad: offeredLoad, servers: servers)
    return blocked / (1 - utilisation * (1 - blocked))
  }

  /// Seconds in line on average, over those who do not wait as well.
  public var meanWait: Double { waitingProbability / spareRate }

  /// Seconds from arrival to answer on average.
  public var meanResponseTime: Double { meanWait + 1 / servedPerSecond }

  /// Requests in line on average, by Little's law.
  public var meanQueueLength: Double { arrivalsPerSecond * meanWait }

  /// Requests in line and in service on average, by Little's law.
  public var meanPresent: Double { arrivalsPerSecond * meanResponseTime }

  /// The part of the requests that waits longer than this.
  public func probability(ofWaitingLongerThan seconds: Double) -> Double {
    waitingProbability * exp(-spareRate * seconds)
  }

  /// Seconds that so many percent of the requests do not wait longer than.
  public func wait(_ percentile: Percentile) -> Double {
    let longer = 1 - Double(percentile.millionths) / 1e8
    // Who is served at once does not wait: up to their part every percentile is zero.
    return longer >= waitingProbability ? 0 : log(waitingProbability / longer) / spareRate
  }

  /// Erlang's B formula: the part of the requests that is turned away where nobody may wait.
  ///
  /// The recursion over the number of servers adds and divides positive numbers only, each at most
  /// one, so it neither overflows nor loses digits where powers and factorials would.
  /// - Complexity: O(servers).
  public static func blockingProbability(offeredLoad: Double, servers: Int) -> Double {
    precondition(offeredLoad >= 0 && servers >= 0, "\(servers) servers for \(offeredLoad)")
    var blocked = 1.0
    for server in 0..<servers {
      blocked = offeredLoad * blocked / (Double(server + 1) + offeredLoad * blocked)
    }
    return blocked
  }

  /// How much more could be served each second.
  private var spareRate: Double { Double(servers) * servedPerSecond - arrivalsPerSecond }
}
