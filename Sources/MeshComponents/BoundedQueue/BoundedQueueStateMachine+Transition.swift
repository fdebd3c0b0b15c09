extension BoundedQueueStateMachine {
  enum SendAnswer: Sendable {
    /// Kept, or handed to this receiver who waits for one.
    case sent(to: BoundedQueueWaiter?)
    /// Kept in place of the oldest one.
    case droppedOldest(Message)
    case rejected
    case waits
    case closed
  }

  enum ReceiveAnswer: Sendable {
    /// The oldest message; this sender's, who waited for room, is kept now.
    case message(Message, admits: BoundedQueueWaiter?)
    case waits
    /// Closed, and nothing is left.
    case finished
  }

  /// A message arrives. Without a waiter it never waits: nil asks what happens at once.
  mutating func send(_ message: Message, as waiter: BoundedQueueWaiter?) -> SendAnswer {
    if isClosed { return .closed }
    if let receiver = waiting.popFirst() { return .sent(to: receiver) }
    if messages.count < capacity {
      messages.append(message)
      return .sent(to: nil)
    }
    switch policy {
    case .reject:
      return .rejected
    case .dropOldest:
      guard let oldest = messages.popFirst() else {
        preconditionFailure("a full queue of capacity \(capacity) is empty")
      }
      messages.append(message)
      return .droppedOldest(oldest)
    case .wait:
      guard let waiter else { return .rejected }
      blocked.append(BlockedSender(waiter: waiter, message: message))
      return .waits
    }
  }

  /// Somebody asks for a message; with a waiter, to ask and to begin to wait are one step.
  mutating func receive(as waiter: BoundedQueueWaiter?) -> ReceiveAnswer {
    if let message = messages.popFirst() {
      let sender = blocked.popFirst()
      // Whoever was blocked longest has the room, before anybody who comes now.
      if let sender { messages.append(sender.message) }
      return .message(message, admits: sender?.waiter)
    }
    if isClosed { return .finished }
    if let waiter { waiting.append(waiter) }
    return .waits
  }

  /// A receiver waits no longer.
  /// - Returns: false when it does not wait any more: it has been given a message, and keeps it.
  mutating func cancel(_ receiver: BoundedQueueWaiter) -> Bool {
    waiting.removeFirst { $0 == receiver } != nil
  }

  /// A sender waits for room no longer: its message has not been sent.
  /// - Returns: false when it does not wait any more: its message has got room, and is sent.
  mutating func withdraw(_ sender: BoundedQueueWaiter) -> Bool {
    blocked.removeFirst { $0.waiter == sender } != nil
  }

  /// No more messages are taken; those that are kept can still be received.
  /// - Returns: who waited, in vain.
  mutating func close() -> (receivers: [BoundedQueueWaiter], senders: [BoundedQueueWaiter]) {
    isClosed = true
    return (waiting.removeAll(), blocked.removeAll().map(\.waiter))
  }
}
