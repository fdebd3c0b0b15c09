/// What became of the last calls, by number or by time.
///
/// A ring of tallies: of one call each, or of one step of time each. The total is kept beside them,
/// so a call costs the same whatever the window's length.
struct CircuitBreakerWindow: Sendable {
  struct Tally: Hashable, Sendable {
    var calls = 0
    var failures = 0
    var slow = 0

    static func += (sum: inout Tally, other: Tally) {
      sum.calls += other.calls
      sum.failures += other.failures
      sum.slow += other.slow
    }

    static func -= (sum: inout Tally, other: Tally) {
      sum.calls -= other.calls
      sum.failures -= other.failures
      sum.slow -= other.slow
    }
  }

  private let minimumCalls: Int
  private let failurePercent: Int?
  private let slowPercent: Int?
  /// How long a slot lasts; nil where each call has its own.
  private let step: Duration?
  private var slots: [Tally]
  /// Where the newest slot is.
  private var position = 0
  /// How many steps after the beginning the newest slot began; 0 where each call has its own.
  private var newest = 0
  private(set) var total = Tally()

  /// An empty window; one without a rate keeps no count. It is no optional one, because what is
  /// behind an optional is copied where it is changed.
  init(_ rate: CircuitBreakerRate?) {
    minimumCalls = rate?.minimumCalls ?? .max
    failurePercent = rate?.failurePercent
    slowPercent = rate?.slowPercent
    switch rate?.window {
    case nil:
      step = nil
      slots = []
    case .calls(let size):
      step = nil
      slots = Array(repeating: Tally(), count: size)
    case .time(let length, let count):
      step = length / count
      slots = Array(repeating: Tally(), count: count)
    }
  }

  var keepsCount: Bool { !slots.isEmpty }

  /// Is the share of failed or slow calls at its limit, or over it?
  var isOverLimit: Bool {
    guard total.calls >= minimumCalls else { return false }
    return isOver(failurePercent, total.failures) || isOver(slowPercent, total.slow)
  }

  /// Takes a call in, and lets go of what is too old.
  ///
  /// - Complexity: O(1) amortised over the slots that time has passed.
  mutating func record(failed: Bool, slow: Bool, at now: () -> Duration) {
    guard keepsCount else { return }
    if let step { advance(to: Int(now() / step)) } else { beginSlot() }
    let call = Tally(calls: 1, failures: failed ? 1 : 0, slow: slow ? 1 : 0)
    slots[position] += call
    total += call
  }

  /// Forgets all calls.
  mutating func clear() {
    guard total.calls > 0 else { return }
    for index in slots.indices { slots[index] = Tally() }
    total = Tally()
  }

  private mutating func advance(to slot: Int) {
    guard slot > newest else { return }
    // After a whole round every slot is empty.
    for _ in 0..<min(slot - newest, slots.count) { beginSlot() }
    newest = slot
  }

  private mutating func beginSlot() {
    position = position + 1 == slots.count ? 0 : position + 1
    total -= slots[position]
    slots[position] = Tally()
  }

  private func isOver(_ percent: Int?, _ count: Int) -> Bool {
    percent.map { count * 100 >= $0 * total.calls } ?? false
  }
}
