import Conformance

/// A ring as it is often written, with one fault at a time; without any it obeys the spec.
struct FaultyRing: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case collisionOverwrites = "a colliding point overwrites"
    case lastToJoinOwnsCollisions = "the last to join owns a collision"
    case removedPointsStay = "points of the removed node stay"
    case onlyOneReplicaIsRemoved = "only one replica is removed"
    case isNotRebuilt = "the ring is not rebuilt when a node joins"
    case hashModuloCount = "hash modulo the number of nodes"
    case pointsDependOnTheCount = "points of a node depend on the number of nodes"
    case doesNotWrap = "keys past the last point have no owner"
    case keyOnAPointIsTheNextOnes = "a key on a point is the next one's"
    case hashIsSeeded = "the hash is seeded for each process"

    var story: String {
      switch self {
      case .collisionOverwrites:
        "Points are a map to one node, where an insertion overwrites, and removing one node "
          + "deletes the other's point (section 4.2)."
      case .lastToJoinOwnsCollisions:
        "Who owns a collision depends on the order of joining, so two hosts with the same members "
          + "disagree (envoyproxy/gateway#7561 for what that does)."
      case .removedPointsStay:
        "A node that has left still owns its keys: errors until the ring is rebuilt "
          + "(istio/istio#60312)."
      case .onlyOneReplicaIsRemoved: "The loop over replicas is forgotten in the removal."
      case .isNotRebuilt: "A new host gets nothing at all (envoyproxy/envoy#45212)."
      case .hashModuloCount:
        "One node less moves most keys (section 4.1, twitter/twemproxy#80)."
      case .pointsDependOnTheCount:
        "Points for each host are the ring's size over the number of hosts, so other hosts' keys "
          + "move as well (envoyproxy/envoy#22558, istio/istio#41814)."
      case .doesNotWrap: "The search past the last point does not go on at the first."
      case .keyOnAPointIsTheNextOnes:
        "The search is for a point greater than the key, as uhashring's bisection to the right is."
      case .hashIsSeeded:
        "Each process places points in its own way, as Swift's Hasher or Python's hash does."
      }
    }
  }

  let fault: Fault?
  let placement: [[Int]]
  let points: Int

  private var members: Set<Int> = []
  /// By point, those with a replica there, in the order in which they joined.
  private var ring: [Int: [Int]] = [:]

  init(fault: Fault?, placement: [[Int]], points: Int) {
    self.fault = fault
    self.placement = placement
    self.points = points
  }

  mutating func reset() { self = FaultyRing(fault: fault, placement: placement, points: points) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    let argument = number(call.arguments[0])
    switch call.transition {
    case "add": return .bool(add(argument))
    case "remove": return .bool(remove(argument))
    case "lookUp": return lookUp(argument).map { .integer(Int64($0)) } ?? .none
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func add(_ node: Int) -> Bool {
    guard members.insert(node).inserted else { return false }
    if fault == .isNotRebuilt && members.count > 1 { return true }
    for point in replicas(of: node) {
      if fault == .collisionOverwrites {
        ring[point] = [node]
      } else {
        ring[point, default: []].append(node)
      }
    }
    return true
  }

  private mutating func remove(_ node: Int) -> Bool {
    guard members.remove(node) != nil else { return false }
    if fault == .removedPointsStay && !members.isEmpty { return true }
    let replicas = replicas(of: node)
    for point in fault == .onlyOneReplicaIsRemoved ? Array(replicas.prefix(1)) : replicas {
      if fault == .collisionOverwrites {
        ring[point] = nil
      } else {
        ring[point]?.removeAll { $0 == node }
      }
    }
    return true
  }

  private func lookUp(_ key: Int) -> Int? {
    if fault == .hashModuloCount {
      return members.isEmpty ? nil : members.sorted()[key % members.count]
    }
    let first = fault == .keyOnAPointIsTheNextOnes ? key + 1 : key
    for offset in 0..<points {
      let point = first + offset
      if fault == .doesNotWrap && point >= points { return nil }
      if let owner = owner(at: point % points) { return owner }
    }
    return nil
  }

  private func owner(at point: Int) -> Int? {
    var there = ring[point] ?? []
    if fault == .pointsDependOnTheCount && members.count > 1 {
      there.removeAll { placement[$0][0] != point }
    }
    return fault == .lastToJoinOwnsCollisions ? there.last : there.min()
  }

  private func replicas(of node: Int) -> [Int] {
    fault == .hashIsSeeded ? placement[node].map { ($0 + 1) % points } : placement[node]
  }
}
