/// Who waits in a queue's line: each wait has a number of its own.
struct BoundedQueueWaiter: Hashable, Sendable {
  let number: UInt64
}

/// A bounded queue as a pure state machine: inputs in, answers and whom to wake out.
///
/// The names of its inputs are those of `specs/components/queue.mesh`. What a waiter is given while
/// it waits (`handed` there) and that a sender's message has got room (`admitted`) are in the
/// answers here: the storage wakes them with it, outside the lock. It knows no lock and no
/// continuation.
struct BoundedQueueStateMachine<Message: Sendable>: Sendable {
  /// A sender in line, with its message.
  struct BlockedSender: Sendable {
    let waiter: BoundedQueueWaiter
    let message: Message
  }

  let capacity: Int
  let policy: BoundedQueuePolicy
  /// Those that nobody has asked for yet, the oldest first.
  var messages = FirstInFirstOut<Message>()
  /// Who has asked and got nothing yet, the longest first.
  var waiting = FirstInFirstOut<BoundedQueueWaiter>()
  /// Who has a message and no room for it, the longest first.
  var blocked = FirstInFirstOut<BlockedSender>()
  var isClosed = false

  init(capacity: Int, policy: BoundedQueuePolicy) {
    self.capacity = capacity
    self.policy = policy
  }
}

/// A line that is left at the front, or now and then from the middle.
///
/// An array and how much of its front is gone, which is cut off when it is half of it.
struct FirstInFirstOut<Element: Sendable>: Sendable {
  private var elements: [Element?] = []
  private var gone = 0

  var count: Int { elements.count - gone }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ element: Element) { elements.append(element) }

  /// - Complexity: O(1) amortised.
  mutating func popFirst() -> Element? {
    guard gone < elements.count else { return nil }
    let first = elements[gone].take()
    gone += 1
    if gone > 16 && gone * 2 > elements.count {
      elements.removeFirst(gone)
      gone = 0
    }
    return first
  }

  /// Takes out the first element that fits; the others keep their order.
  /// - Complexity: O(count).
  mutating func removeFirst(where fits: (Element) -> Bool) -> Element? {
    let index = elements[gone...].firstIndex { $0.map(fits) ?? false }
    return index.flatMap { elements.remove(at: $0) }
  }

  /// Takes all out, in their order.
  mutating func removeAll() -> [Element] {
    defer { self = FirstInFirstOut() }
    return elements[gone...].compactMap(\.self)
  }
}
