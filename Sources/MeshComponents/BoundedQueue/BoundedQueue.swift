/// A first-in, first-out channel between tasks that holds a bounded number of messages.
///
/// ```swift
/// let queue = BoundedQueue<Order>(capacity: 100, whenFull: .wait)
/// try await queue.send(order)
/// for try await order in queue { await handle(order) }
/// ```
///
/// A value that shares its state: copies are the same queue. A message goes to the receiver that
/// has waited longest, and room to the sender that has; a task that is cancelled while it waits has
/// been given nothing, and nothing of it has been taken. Each message is received once. Checked
/// edge by edge against `specs/components/queue.mesh`.
public struct BoundedQueue<Message: Sendable>: Sendable {
  let storage: BoundedQueueStorage<Message>
  /// Messages that it holds at most.
  public let capacity: Int
  public let policy: BoundedQueuePolicy

  /// An empty queue.
  /// - Parameter capacity: at least 1.
  public init(capacity: Int, whenFull policy: BoundedQueuePolicy = .wait) {
    precondition(capacity >= 1, "a queue of \(capacity) messages")
    self.capacity = capacity
    self.policy = policy
    storage = BoundedQueueStorage(capacity: capacity, policy: policy)
  }

  /// Messages that nobody has received yet; at most the capacity.
  public var count: Int { storage.counts.messages }
  /// Tasks that wait for a message.
  public var waitingReceivers: Int { storage.counts.receivers }
  /// Tasks that wait for room.
  public var waitingSenders: Int { storage.counts.senders }

  /// Sends a message; where the policy is to wait, when there is room for it.
  ///
  /// - Throws: `.full` where the policy rejects, `.closed`, or `.cancelled` when the task was
  ///   cancelled before there was room. In each case the message has not been sent.
  @discardableResult
  public func send(_ message: Message) async throws(BoundedQueueFailure) -> BoundedQueueSending {
    try await storage.send(message)
  }

  /// Sends a message without waiting, whatever the policy.
  ///
  /// - Throws: `.full` where a message would have to wait or is rejected, or `.closed`.
  @discardableResult
  public func trySend(_ message: Message) throws(BoundedQueueFailure) -> BoundedQueueSending {
    try storage.trySend(message)
  }

  /// The oldest message, when there is one; nil when the queue is closed and empty.
  ///
  /// A message that has been handed to a waiting task is returned even if the task is cancelled
  /// then: it would be lost otherwise.
  /// - Throws: `.cancelled` when the task was cancelled before there was a message.
  public func receive() async throws(BoundedQueueFailure) -> Message? {
    try await storage.receive()
  }

  /// The oldest message if there is one.
  public func tryReceive() -> Message? { storage.tryReceive() }

  /// Takes no more messages, and wakes all who wait; those that it holds can still be received.
  public func close() { storage.close() }
}

extension BoundedQueue: AsyncSequence {
  /// Receives messages until the queue is closed and empty.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let storage: BoundedQueueStorage<Message>

    /// - Throws: `.cancelled` when the task was cancelled before there was a message.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(BoundedQueueFailure) -> Message? {
      try await storage.receive()
    }
  }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(storage: storage) }
}

/// What becomes of a message that finds the queue full.
public enum BoundedQueuePolicy: Hashable, Sendable, CaseIterable {
  /// It is rejected.
  case reject
  /// The oldest message is dropped for it.
  case dropOldest
  /// Its sender waits until there is room.
  case wait
}

/// What became of a message that was sent.
public enum BoundedQueueSending: Hashable, Sendable {
  case sent
  /// Sent in place of the oldest one, which nobody will receive.
  case droppedOldest
}

/// Why a message was not sent or received.
public enum BoundedQueueFailure: Error, Hashable, Sendable {
  case full
  case closed
  case cancelled
}
