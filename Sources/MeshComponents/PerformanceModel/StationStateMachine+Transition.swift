extension StationStateMachine {
  /// A request comes.
  /// - Returns: its number; nil where there is no room.
  mutating func arrive(at now: Instant) -> StationTicketNumber? {
    write(until: now)
    guard present.count < room else {
      refused += 1
      return nil
    }
    let number = StationTicketNumber(value: arrivals)
    arrivals += 1
    present[number] = written
    return number
  }

  /// A request is done.
  /// - Returns: how long it was there.
  mutating func depart(_ number: StationTicketNumber, at now: Instant) -> Duration {
    write(until: now)
    guard let arrived = present.removeValue(forKey: number) else {
      preconditionFailure("\(number) has left already: \(self)")
    }
    let stay = arrived.duration(to: written)
    sojourn += stay
    departures += 1
    return stay
  }

  /// What is written down by now.
  mutating func books(at now: Instant) -> StationBooks {
    write(until: now)
    return StationBooks(
      elapsed: began.duration(to: written), present: present.count, arrivals: arrivals,
      refused: refused, departures: departures, area: area, sojourn: sojourn, busy: busy,
      servers: servers)
  }

  /// Nothing changed since the last input, so the time in between counts for all who are there.
  private mutating func write(until now: Instant) {
    guard written < now else { return }
    let passed = written.duration(to: now)
    area += passed * present.count
    busy += passed * min(present.count, servers)
    written = now
  }
}
