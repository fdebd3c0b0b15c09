import FoundationEssentials

/// Says what time it is by the calendar, as a length of time since 1970-01-01T00:00:00Z.
///
/// Timers and timeouts of this library run on Swift's clocks; what leaves the process (the start of
/// a span, the birth of a counter) needs a time that other machines understand.
///
/// ```swift
/// let fixed = WallClock { .seconds(1_700_000_000) }
/// let metrics = Metrics(wallClock: fixed)
/// ```
public struct WallClock: Sendable {
  private let read: @Sendable () -> Duration

  /// A clock that asks `sinceEpoch`; it may be called from any thread, and under locks.
  public init(_ sinceEpoch: @escaping @Sendable () -> Duration) { read = sinceEpoch }

  /// The time now, since 1970.
  public var sinceEpoch: Duration { read() }

  /// The machine's own.
  public static let system = WallClock { .seconds(Date().timeIntervalSince1970) }
}
