import TestSupport
import Testing

@testable import MeshComponents

@Suite("A station")
struct StationTests {
  struct Full: Error {}

  let clock = SteppedClock()

  func arrive(at station: Station<SteppedClock>) throws -> StationTicket<SteppedClock> {
    guard let ticket = station.arrive() else { throw Full() }
    return ticket
  }

  @Test("writes down who was there, for how long, and how busy it was")
  func books() throws {
    let station = Station(servers: 1, room: 2, clock: clock)
    let first = try arrive(at: station)
    clock.advance(by: .seconds(2))
    let second = try arrive(at: station)
    #expect(throws: Full.self) { _ = try arrive(at: station) }
    clock.advance(by: .seconds(3))
    #expect(first.depart() == .seconds(5))
    clock.advance(by: .seconds(5))
    let books = station.books
    #expect(books.present == 1 && books.arrivals == 2 && books.refused == 1)
    #expect(books.departures == 1 && books.sojourn == .seconds(5))
    #expect(books.area == .seconds(2 + 3 * 2 + 5) && books.busy == .seconds(10))
    #expect(books.meanPresent == 1.3 && books.utilisation == 1)
    #expect(books.throughputPerSecond == 0.1 && books.meanSojourn == .seconds(5))
    second.depart()
    clock.advance(by: .seconds(10))
    #expect(station.books.utilisation == 0.5 && station.books.present == 0)
  }

  @Test("says nothing of no time and nobody, and does not crash")
  func empty() {
    let books = Station(servers: 3, clock: clock).books
    #expect(books.meanPresent == 0 && books.throughputPerSecond == 0 && books.utilisation == 0)
    #expect(books.meanSojourn == nil)
    #expect(throws: PerformanceError.noRequests) {
      try PerformanceModel(latencies: [], books: books)
    }
  }

  @Test("lets those leave whose ticket is dropped")
  func dropped() {
    let station = Station(servers: 1, clock: clock)
    do { _ = station.arrive() }
    #expect(station.books.present == 0 && station.books.departures == 1)
  }

  @Test("keeps Little's law to the nanosecond along random paths", arguments: 0..<20)
  func littlesLaw(seed: Int) {
    var random = TestSupport.SplitMix64(seed: UInt64(seed))
    var machine = StationStateMachine(servers: 3, room: 6, at: clock.now)
    var arrived: [StationTicketNumber: SteppedClock.Instant] = [:]
    var sojourn = Duration.zero
    for _ in 0..<500 {
      clock.advance(by: .nanoseconds(Int.random(in: 0...1_000_000, using: &random)))
      if Bool.random(using: &random) {
        if let ticket = machine.arrive(at: clock.now) { arrived[ticket] = clock.now }
      } else if let (ticket, since) = arrived.min(by: { $0.key.value < $1.key.value }) {
        arrived[ticket] = nil
        sojourn += since.duration(to: clock.now)
        #expect(machine.depart(ticket, at: clock.now) == since.duration(to: clock.now))
      }
      let books = machine.books(at: clock.now)
      let there = arrived.values.reduce(Duration.zero) { $0 + $1.duration(to: clock.now) }
      #expect(books.sojourn == sojourn && books.area == sojourn + there, "seed \(seed)")
      #expect(books.present == arrived.count && books.present <= 6, "seed \(seed)")
      #expect(books.busy <= books.elapsed * 3, "seed \(seed)")
    }
  }

  @Test("and latencies make a model of performance")
  func model() throws {
    let station = Station(servers: 2, clock: clock)
    var latencies: [Duration] = []
    for seconds in 1...4 {
      let ticket = try arrive(at: station)
      clock.advance(by: .seconds(seconds))
      latencies.append(ticket.depart())
    }
    let model = try PerformanceModel(latencies: latencies, books: station.books)
    #expect(model.latency.median == .seconds(2) && model.latency.p95 == .seconds(4))
    #expect(model.latency.mean == .milliseconds(2_500) && model.latency.greatest == .seconds(4))
    #expect(model.throughput.perSecond == 0.4 && model.throughput.meanPresent == 1)
    #expect(model.resource.utilisation == 0.5 && model.resource.servers == 2)
  }
}
