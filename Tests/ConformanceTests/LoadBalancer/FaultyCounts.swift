import Conformance

/// Least connections or two choices as they are often written, with one fault at a time; without
/// any it obeys `least-connections.mesh` and `two-choices.mesh`.
struct FaultyCounts: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case nothingIsCounted = "nothing updates the counts"
    case endIsForgotten = "a request that ends is not counted down"
    case endCountsTwice = "a request that ends is counted down twice"
    case leavingForgetsRequests = "who leaves and comes back has nothing under way"
    case fullOnesAreChosen = "one that has as much as it may is chosen"
    case onlyTheFirstIsTaken = "the second one drawn is never taken"
    case busierIsTaken = "the busier of two is taken"
    case bothAreCounted = "both that are drawn are counted"
    case drawnEndCountsTwice = "cancelling and ending both count down"

    var isDrawn: Bool {
      switch self {
      case .nothingIsCounted, .endIsForgotten, .endCountsTwice, .leavingForgetsRequests,
        .fullOnesAreChosen:
        false
      case .onlyTheFirstIsTaken, .busierIsTaken, .bothAreCounted, .drawnEndCountsTwice: true
      }
    }

    var story: String {
      switch self {
      case .nothingIsCounted:
        "The field of connections is read and never updated: the first has all "
          + "(section 4.1, its algorithm LeastConnections)."
      case .endIsForgotten:
        "A cancelled request is never counted down, and its backend looks busy for ever."
      case .endCountsTwice:
        "A request is counted down by its answer and by its clean-up: a backend looks idle."
      case .leavingForgetsRequests:
        "Counts go with the backend, so one that comes back while it is busy gets too much."
      case .fullOnesAreChosen: "The limit of requests is stored and never read."
      case .onlyTheFirstIsTaken: "The counts are compared and the first is taken all the same."
      case .busierIsTaken: "A comparison the wrong way round piles everything onto one."
      case .bothAreCounted: "The one that was drawn and spared is counted, and never counted down."
      case .drawnEndCountsTwice: "A cancelled request is counted down twice."
      }
    }
  }

  let fault: Fault?
  let requestsMax: Int

  private var members: Set<Int> = []
  private var active: [Int: Int] = [:]

  init(fault: Fault?, requestsMax: Int = 2) {
    self.fault = fault
    self.requestsMax = requestsMax
  }

  mutating func reset() { self = FaultyCounts(fault: fault, requestsMax: requestsMax) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "join": return .bool(members.insert(number(call.arguments[0])).inserted)
    case "leave":
      let backend = number(call.arguments[0])
      if fault == .leavingForgetsRequests { active[backend] = nil }
      return .bool(members.remove(backend) != nil)
    case "pick":
      let chosen = call.arguments.isEmpty ? least() : drawn(call.arguments.map(number))
      return chosen.map { .integer(Int64($0)) } ?? .none
    case "finish":
      let backend = number(call.arguments[0])
      let isTwice = fault == .endCountsTwice || fault == .drawnEndCountsTwice
      if fault != .endIsForgotten { active[backend, default: 0] -= isTwice ? 2 : 1 }
      active[backend] = max(0, count(backend))
      return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private func count(_ backend: Int) -> Int { active[backend] ?? 0 }

  private mutating func least() -> Int? {
    guard let chosen = members.sorted().min(by: { count($0) < count($1) }),
      count(chosen) < requestsMax || fault == .fullOnesAreChosen
    else { return nil }
    if fault != .nothingIsCounted { active[chosen, default: 0] += 1 }
    return chosen
  }

  private mutating func drawn(_ drawn: [Int]) -> Int {
    var isSecond = count(drawn[1]) < count(drawn[0])
    if fault == .busierIsTaken { isSecond = count(drawn[1]) > count(drawn[0]) }
    if fault == .onlyTheFirstIsTaken { isSecond = false }
    let chosen = isSecond ? drawn[1] : drawn[0]
    active[chosen, default: 0] += 1
    if fault == .bothAreCounted { active[isSecond ? drawn[0] : drawn[1], default: 0] += 1 }
    return chosen
  }
}
