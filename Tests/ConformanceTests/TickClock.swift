import Synchronization

/// A clock that stands still until it is moved, one second for each tick of a spec.
///
/// An atomic, where `SteppedClock` has a lock: threads whose histories are recorded read and move
/// it, and a lock would put those in order that the code under test has to keep in order itself.
final class TickClock: Clock {
  struct Instant: InstantProtocol {
    var seconds: Int

    func advanced(by duration: Duration) -> Instant {
      Instant(seconds: seconds + Int(duration.components.seconds))
    }
    func duration(to other: Instant) -> Duration { .seconds(other.seconds - seconds) }
    static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
  }

  private let seconds = Atomic(0)

  var now: Instant { Instant(seconds: seconds.load(ordering: .acquiring)) }
  var minimumResolution: Duration { .seconds(1) }
  func tick() { seconds.add(1, ordering: .acquiringAndReleasing) }
  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    while now < deadline { tick() }
  }
}
