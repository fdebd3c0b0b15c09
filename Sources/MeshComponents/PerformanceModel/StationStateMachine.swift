/// A queueing station's books as a pure state machine: requests come and leave, at given times.
///
/// It knows no clock and no lock; the inputs are in `StationStateMachine+Transition.swift`, under
/// the names that `specs/components/station.mesh` gives them.
struct StationStateMachine<Instant: InstantProtocol>: Sendable
where Instant.Duration == Duration, Instant: Sendable {
  let servers: Int
  let room: Int
  let began: Instant
  /// Who is there, and since when.
  var present: [StationTicketNumber: Instant] = [:]
  var arrivals = 0
  var refused = 0
  var departures = 0
  var area = Duration.zero
  var sojourn = Duration.zero
  var busy = Duration.zero
  /// Up to when `area` and `busy` are written down.
  var written: Instant

  init(servers: Int, room: Int, at now: Instant) {
    self.servers = servers
    self.room = room
    began = now
    written = now
  }
}

/// Names a request that is there.
struct StationTicketNumber: Hashable, Sendable {
  var value: Int
}
