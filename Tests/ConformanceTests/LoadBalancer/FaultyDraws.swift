import Conformance

/// Consistent hashing or random choice as they are often written, with one fault at a time; without
/// any it obeys `hash-balancer.mesh` and `random-choice.mesh`.
struct FaultyDraws: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case hashModuloMembers = "hash modulo the members"
    case leavingDoesNotRebuild = "one that left keeps its keys"
    case joiningDoesNotRebuild = "one that joined has no keys"
    case orderOfJoining = "the index goes into a list in the order of joining"
    case leftAreDrawn = "those that have left are drawn"
    case lastIsNeverDrawn = "the last is never drawn"

    var isKeyed: Bool {
      switch self {
      case .hashModuloMembers, .leavingDoesNotRebuild, .joiningDoesNotRebuild, .orderOfJoining: true
      case .leftAreDrawn, .lastIsNeverDrawn: false
      }
    }

    var story: String {
      switch self {
      case .hashModuloMembers:
        "One backend less moves most keys (section 4.1, its algorithm ConsistentHash)."
      case .leavingDoesNotRebuild:
        "The ring of before is kept: errors for the keys of one that left (istio/istio#60312)."
      case .joiningDoesNotRebuild: "A new host gets no traffic (envoyproxy/envoy#45212)."
      case .orderOfJoining:
        "Points are sorted into a list by arrival, or by an unordered map: every proxy has its own "
          + "owners (grobian/carbon-c-relay#310, envoyproxy/gateway#7561)."
      case .leftAreDrawn: "The list that is drawn from is not the newest (linkerd/linkerd2#8956)."
      case .lastIsNeverDrawn: "The bound of the draw is one too low."
      }
    }
  }

  let fault: Fault?
  /// A point for each backend.
  let placement: [Int]
  let points: Int

  private var members: [Int] = []
  /// Members as of the last time that the fault let the list be renewed.
  private var known: [Int] = []

  init(fault: Fault?, placement: [Int] = [0, 2, 2], points: Int = 4) {
    self.fault = fault
    self.placement = placement
    self.points = points
  }

  mutating func reset() { self = FaultyDraws(fault: fault, placement: placement, points: points) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "join": return .bool(join(number(call.arguments[0])))
    case "leave": return .bool(leave(number(call.arguments[0])))
    case "pick":
      if call.arguments.isEmpty || members.isEmpty && known.isEmpty { return .none }
      let argument = number(call.arguments[0])
      let chosen = fault.map(\.isKeyed) ?? isRing ? owner(of: argument) : drawn(argument)
      return .integer(Int64(chosen))
    case "finish": return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  /// Without placement, chance decides.
  private var isRing: Bool { !placement.isEmpty }

  private mutating func join(_ backend: Int) -> Bool {
    if members.contains(backend) { return false }
    members.append(backend)
    if fault != .joiningDoesNotRebuild || known.isEmpty { known.append(backend) }
    return true
  }

  private mutating func leave(_ backend: Int) -> Bool {
    guard let place = members.firstIndex(of: backend) else { return false }
    members.remove(at: place)
    if fault != .leavingDoesNotRebuild && fault != .leftAreDrawn || members.isEmpty {
      known =
        fault == .joiningDoesNotRebuild && !members.isEmpty
        ? known.filter { $0 != backend } : members
    }
    return true
  }

  private func owner(of key: Int) -> Int {
    let list = known.isEmpty ? members : known
    if fault == .hashModuloMembers { return list.sorted()[key % list.count] }
    for offset in 0..<points {
      let there = list.filter { placement[$0] == (key + offset) % points }
      if let owner = fault == .orderOfJoining ? there.first : there.min() { return owner }
    }
    preconditionFailure("nobody has a point")
  }

  /// The spec names the one that is drawn; its place among the members is what a generator gives.
  private func drawn(_ backend: Int) -> Int {
    let sorted = members.sorted()
    let place = sorted.firstIndex(of: backend) ?? 0
    if fault == .leftAreDrawn { return known.sorted()[place] }
    let bound = fault == .lastIsNeverDrawn ? max(1, sorted.count - 1) : sorted.count
    return sorted[place % bound]
  }
}
