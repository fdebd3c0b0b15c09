import Conformance
import MeshComponents

/// The library's station behind the calls of `specs/components/station.mesh`.
///
/// The spec says when a server may be done with a request and that its time ends; both are the
/// environment's to decide, which here is the adapter.
struct StationAdapter: ImplementationUnderTest {
  /// A ticket cannot be copied, so what keeps one is an object.
  final class Place {
    private var ticket: StationTicket<TickClock>?

    init(_ ticket: consuming StationTicket<TickClock>) { self.ticket = consume ticket }

    func depart() { ticket.take()?.depart() }
  }

  let servers: Int
  let room: Int
  let horizon: Int
  private var clock = TickClock()
  private var station: Station<TickClock>
  /// Who is there, the oldest first.
  private var present: [Place] = []

  init(servers: Int, room: Int, horizon: Int) {
    self.servers = servers
    self.room = room
    self.horizon = horizon
    station = Station(servers: servers, room: room, clock: clock)
  }

  mutating func reset() {
    self = StationAdapter(servers: servers, room: room, horizon: horizon)
  }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "arrive":
      guard let ticket = station.arrive() else { return false }
      present.append(Place(ticket))
      return true
    case "depart":
      present.remove(at: number(call.arguments[0])).depart()
      return .nothing
    case "books":
      let books = station.books
      return .record(
        [
          books.present, Int(books.area.components.seconds),
          Int(books.sojourn.components.seconds), books.departures,
        ].map { .integer(Int64($0)) })
    case "tick":
      if clock.now.seconds < horizon { clock.tick() }
      return .nothing
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }
}
