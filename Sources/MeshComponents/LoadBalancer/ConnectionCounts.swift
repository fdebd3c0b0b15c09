/// Requests under way at each backend, also at those that have left.
///
/// A backend has a slot, which it keeps while it is there or has requests under way: so the end of
/// a request finds where it was counted, whatever came and went meanwhile.
struct ConnectionCounts: Sendable {
  private(set) var backends: [Backend] = []
  /// By place among `backends`.
  private(set) var slots: [Int] = []
  /// By slot; nil in those that are free.
  private var ids: [String?] = []
  private var active: [Int] = []
  /// By slot: the place among `backends`, nil of one that has left.
  private var places: [Int?] = []

  /// Requests under way at the backend at a place.
  func active(at place: Int) -> Int { active[slots[place]] }

  /// - Complexity: O(backends).
  mutating func update(_ backends: [Backend]) {
    var known: [[UInt8]: Int] = [:]
    var free: [Int] = []
    for slot in ids.indices {
      // One that left and has ended everything since is forgotten here, at the latest.
      if places[slot] == nil && active[slot] == 0 { ids[slot] = nil }
      if let id = ids[slot] { known[Array(id.utf8)] = slot } else { free.append(slot) }
      places[slot] = nil
    }
    self.backends = backends
    slots = backends.map { known[Array($0.id.utf8)] ?? -1 }
    for (place, backend) in backends.enumerated() {
      if slots[place] < 0 { slots[place] = free.popLast() ?? newSlot() }
      ids[slots[place]] = backend.id
      places[slots[place]] = place
    }
  }

  /// A request is given to the backend at a place.
  mutating func start(at place: Int) -> BalancerChoice {
    active[slots[place]] += 1
    return BalancerChoice(id: backends[place].id, slot: slots[place])
  }

  /// A request ends.
  /// - Returns: the place of its backend, if that has not left.
  mutating func finish(_ slot: Int) -> Int? {
    precondition(active[slot] > 0, "slot \(slot) has no request under way")
    active[slot] -= 1
    return places[slot]
  }

  private mutating func newSlot() -> Int {
    ids.append(nil)
    active.append(0)
    places.append(nil)
    return ids.count - 1
  }
}
