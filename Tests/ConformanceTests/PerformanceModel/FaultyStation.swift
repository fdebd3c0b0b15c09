import Conformance

/// A station as it is often written, with one fault at a time; without any it obeys the spec.
struct FaultyStation: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case oneTooMany = "station lets one too many in"
    case refusedIsThere = "station counts whom it refused"
    case forgetsThoseThere = "station counts time when requests leave"
    case takesTheOldest = "station takes the oldest for the one that leaves"
    case clearsOnEmpty = "station forgets when it is empty"

    var story: String {
      switch self {
      case .oneTooMany: "The room is compared after the request was let in."
      case .refusedIsThere:
        "The gauge of requests in flight is raised before the check and not lowered on refusal."
      case .forgetsThoseThere:
        "A request counts only once it is done, so those that hang are not seen at all "
          + "(coordinated omission: G. Tene, http://hdrhistogram.org)."
      case .takesTheOldest:
        "Whoever leaves is taken for the first in line, although a later one may be done earlier."
      case .clearsOnEmpty: "The sums begin anew whenever nobody is there."
      }
    }
  }

  let fault: Fault?
  let room: Int
  let horizon: Int
  private var present: [Int] = []
  /// Refused, and counted all the same.
  private var ghosts = 0
  private var ticks = 0
  private var area = 0
  private var sojourn = 0
  private var departures = 0

  init(fault: Fault?, room: Int, horizon: Int) {
    self.fault = fault
    self.room = room
    self.horizon = horizon
  }

  mutating func reset() { self = FaultyStation(fault: fault, room: room, horizon: horizon) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "arrive": return .bool(arrive())
    case "depart":
      depart(number(call.arguments[0]))
      return .nothing
    case "books":
      return .record(
        [present.count + ghosts, area, sojourn, departures].map { .integer(Int64($0)) })
    case "tick":
      tick()
      return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func arrive() -> Bool {
    if present.count >= (fault == .oneTooMany ? room + 1 : room) {
      if fault == .refusedIsThere { ghosts += 1 }
      return false
    }
    present.append(0)
    return true
  }

  private mutating func depart(_ place: Int) {
    let stay = present.remove(at: fault == .takesTheOldest ? 0 : place)
    sojourn += stay
    departures += 1
    if fault == .forgetsThoseThere { area += stay }
    if fault == .clearsOnEmpty && present.isEmpty { (area, sojourn) = (0, 0) }
  }

  private mutating func tick() {
    guard ticks < horizon else { return }
    ticks += 1
    if fault != .forgetsThoseThere { area += present.count }
    for place in present.indices { present[place] += 1 }
  }
}
