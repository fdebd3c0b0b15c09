import Synchronization

/// Keeps the books of a service: how many requests are there, for how long, and how busy it is.
///
/// ```swift
/// let station = Station(servers: 8, room: 64)
/// guard let ticket = station.arrive() else { throw Overloaded() }
/// let answer = try await serve(request)
/// ticket.depart()
/// print(station.books.utilisation)
/// ```
///
/// A value that shares its state: copies are the same station. Little's law holds of its books in
/// every moment and for every distribution of service times: what was there, summed over time, is
/// the time that those who have left were there, and that those who are there have been so far.
///
/// The transitions are in `StationStateMachine`, which is checked edge by edge against
/// `specs/components/station.mesh`.
///
/// Source: S. Stidham, "A Last Word on L = λW", Operations Research 22, 1974,
/// doi:10.1287/opre.22.2.417.
public struct Station<C: Clock>: Sendable where C.Duration == Duration, C.Instant: Sendable {
  private let storage: StationStorage<C>

  /// An empty station.
  /// - Parameters:
  ///   - servers: requests that are worked on at once, at least 1.
  ///   - room: requests that may be there at once, in service and in line; at least 1.
  public init(servers: Int, room: Int = .max, clock: C) {
    precondition(servers >= 1 && room >= 1, "a station of \(servers) servers and room for \(room)")
    storage = StationStorage(servers: servers, room: room, clock: clock)
  }

  /// A request comes.
  /// - Returns: what it leaves with; nil where there is no room.
  public func arrive() -> StationTicket<C>? {
    guard let number = storage.arrive() else { return nil }
    return StationTicket(number: number, storage: storage)
  }

  /// What is written down by now.
  public var books: StationBooks { storage.books }
}

extension Station where C == ContinuousClock {
  /// An empty station on the continuous clock.
  public init(servers: Int, room: Int = .max) {
    self.init(servers: servers, room: room, clock: ContinuousClock())
  }
}

/// A request's place in a station, given by `Station.arrive()`.
///
/// It cannot be copied, so a request leaves once; and one whose ticket is dropped leaves as well.
public struct StationTicket<C: Clock>: ~Copyable, Sendable
where C.Duration == Duration, C.Instant: Sendable {
  private let number: StationTicketNumber
  private let storage: StationStorage<C>
  private var hasLeft = false

  init(number: StationTicketNumber, storage: StationStorage<C>) {
    self.number = number
    self.storage = storage
  }

  deinit {
    if !hasLeft { _ = storage.depart(number) }
  }

  /// The request is done.
  /// - Returns: how long it was there.
  @discardableResult
  public consuming func depart() -> Duration {
    hasLeft = true
    return storage.depart(number)
  }
}

/// The state machine behind its lock. The clock is read inside, so times never go back.
final class StationStorage<C: Clock>: Sendable where C.Duration == Duration, C.Instant: Sendable {
  private let machine: Mutex<StationStateMachine<C.Instant>>
  private let clock: C

  init(servers: Int, room: Int, clock: C) {
    machine = Mutex(StationStateMachine(servers: servers, room: room, at: clock.now))
    self.clock = clock
  }

  func arrive() -> StationTicketNumber? { machine.withLock { $0.arrive(at: clock.now) } }
  func depart(_ number: StationTicketNumber) -> Duration {
    machine.withLock { $0.depart(number, at: clock.now) }
  }
  var books: StationBooks { machine.withLock { $0.books(at: clock.now) } }
}
