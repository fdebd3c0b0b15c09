/// Whom a balancer has chosen.
struct BalancerChoice: Sendable {
  var id: String
  /// Where the request is counted, for algorithms that count.
  var slot: Int
}

/// A balancing algorithm as a pure state machine: backends, requests and chance come in.
///
/// `join` and `leave` of the specs are updates to backends with one more or one less.
protocol BalancerStateMachine: Sendable {
  /// Those that may be picked, by id.
  var backends: [Backend] { get }
  /// Others may be picked from now on; they come by id, one of each.
  mutating func update(_ backends: [Backend])
  /// A request is given to one of at least one backend; nil where each has as much as it may.
  mutating func pick(
    point: UInt64?, drawing random: inout any RandomNumberGenerator & Sendable
  ) -> BalancerChoice?
  /// A request that was counted at a slot has ended.
  mutating func finish(_ slot: Int)
}

extension BalancerStateMachine {
  /// An algorithm that does not count takes no note of it.
  mutating func finish(_ slot: Int) {}
}

/// How many came and went between two lists of backends, both by id.
struct BackendChange {
  private(set) var joined = 0
  private(set) var left = 0
  var isEmpty: Bool { joined == 0 && left == 0 }

  /// - Complexity: O(backends).
  init(from old: [Backend], to new: [Backend]) {
    var place = 0
    for backend in new {
      while place < old.count && isOrdered(old[place].id, backend.id) {
        left += 1
        place += 1
      }
      if place < old.count && !isOrdered(backend.id, old[place].id) {
        if backend.weight != old[place].weight {
          left += 1
          joined += 1
        }
        place += 1
      } else {
        joined += 1
      }
    }
    left += old.count - place
  }
}
