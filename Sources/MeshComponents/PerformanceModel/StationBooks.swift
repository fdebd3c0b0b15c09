/// What a station has written down from its start to now.
public struct StationBooks: Hashable, Sendable {
  /// Since the station began.
  public let elapsed: Duration
  /// Requests that are there now.
  public let present: Int
  /// Requests that came in, those that are there included; and those that had no room.
  public let arrivals: Int
  public let refused: Int
  /// Requests that have left.
  public let departures: Int
  /// How many were there, summed over time: always `sojourn` and the time that those who are there
  /// have been there so far.
  public let area: Duration
  /// How long those who have left were there, all together.
  public let sojourn: Duration
  /// How many servers were busy, summed over time.
  public let busy: Duration
  public let servers: Int

  /// Requests that are there on average, L; 0 before any time has passed.
  public var meanPresent: Double { ratio(area, elapsed) }

  /// Requests that leave each second; 0 before any time has passed.
  public var throughputPerSecond: Double {
    elapsed > .zero ? Double(departures) / (elapsed / .seconds(1)) : 0
  }

  /// How long a request that has left was there on average, W; nil while none has left.
  public var meanSojourn: Duration? { departures > 0 ? sojourn / departures : nil }

  /// The part of the time that a server was busy, from 0 to 1.
  public var utilisation: Double { ratio(busy, elapsed) / Double(servers) }

  private func ratio(_ part: Duration, _ whole: Duration) -> Double {
    whole > .zero ? part / whole : 0
  }
}
