import Synchronization

/// The queue's state machine behind its lock, with the continuations of those who wait.
///
/// What is to be done is decided inside the lock and done outside: a continuation is resumed by
/// whoever took it out, so each is resumed once.
///
/// A task is marked as cancelled before its handler runs. So either the mark is seen inside the
/// lock before the wait begins, or the handler finds the waiter in line: no cancellation falls
/// between.
final class BoundedQueueStorage<Message: Sendable>: Sendable {
  private typealias Machine = BoundedQueueStateMachine<Message>
  private typealias Receiver = CheckedContinuation<Result<Message?, BoundedQueueFailure>, Never>
  private typealias Sender = CheckedContinuation<
    Result<BoundedQueueSending, BoundedQueueFailure>, Never
  >

  private struct State {
    var machine: Machine
    var receivers: [BoundedQueueWaiter: Receiver] = [:]
    var senders: [BoundedQueueWaiter: Sender] = [:]
  }

  private let state: Mutex<State>
  private let waits = Atomic<UInt64>(0)

  init(capacity: Int, policy: BoundedQueuePolicy) {
    state = Mutex(State(machine: Machine(capacity: capacity, policy: policy)))
  }

  var counts: (messages: Int, receivers: Int, senders: Int) {
    state.withLock {
      ($0.machine.messages.count, $0.machine.waiting.count, $0.machine.blocked.count)
    }
  }

  /// Sends without waiting; where the policy is to wait, a full queue rejects.
  func trySend(_ message: Message) throws(BoundedQueueFailure) -> BoundedQueueSending {
    switch send(message, as: nil, continuation: nil) {
    case .some(let result): return try result.get()
    case nil: preconditionFailure("a sender that cannot wait waits")
    }
  }

  func send(_ message: Message) async throws(BoundedQueueFailure) -> BoundedQueueSending {
    let waiter = nextWaiter()
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if let result = send(message, as: waiter, continuation: continuation) {
          continuation.resume(returning: result)
        }
      }
    } onCancel: {
      withdraw(waiter)
    }.get()
  }

  /// The oldest message if there is one; nil otherwise, and when the queue is closed.
  func tryReceive() -> Message? {
    guard case .success(let message)? = receive(as: nil, continuation: nil) else { return nil }
    return message
  }

  func receive() async throws(BoundedQueueFailure) -> Message? {
    let waiter = nextWaiter()
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if let result = receive(as: waiter, continuation: continuation) {
          continuation.resume(returning: result)
        }
      }
    } onCancel: {
      cancel(waiter)
    }.get()
  }

  func close() {
    let (receivers, senders) = state.withLock { state in
      let waiters = state.machine.close()
      return (
        waiters.receivers.compactMap { state.receivers.removeValue(forKey: $0) },
        waiters.senders.compactMap { state.senders.removeValue(forKey: $0) }
      )
    }
    for receiver in receivers { receiver.resume(returning: .success(nil)) }
    for sender in senders { sender.resume(returning: .failure(.closed)) }
  }

  private func nextWaiter() -> BoundedQueueWaiter {
    BoundedQueueWaiter(number: waits.add(1, ordering: .relaxed).newValue)
  }

  /// - Returns: nil when the sender waits, and its continuation is resumed later.
  private func send(
    _ message: Message, as waiter: BoundedQueueWaiter?, continuation: Sender?
  ) -> Result<BoundedQueueSending, BoundedQueueFailure>? {
    let (result, receiver) = state.withLock {
      state -> (Result<BoundedQueueSending, BoundedQueueFailure>?, Receiver?) in
      if waiter != nil && Task.isCancelled { return (.failure(.cancelled), nil) }
      switch state.machine.send(message, as: waiter) {
      case .sent(let receiver):
        return (.success(.sent), receiver.flatMap { state.receivers.removeValue(forKey: $0) })
      case .droppedOldest: return (.success(.droppedOldest), nil)
      case .rejected: return (.failure(.full), nil)
      case .closed: return (.failure(.closed), nil)
      case .waits:
        if let waiter { state.senders[waiter] = continuation }
        return (nil, nil)
      }
    }
    receiver?.resume(returning: .success(message))
    return result
  }

  /// - Returns: nil when there is no message: a receiver with a continuation waits.
  private func receive(
    as waiter: BoundedQueueWaiter?, continuation: Receiver?
  ) -> Result<Message?, BoundedQueueFailure>? {
    let (result, sender) = state.withLock {
      state -> (Result<Message?, BoundedQueueFailure>?, Sender?) in
      if waiter != nil && Task.isCancelled { return (.failure(.cancelled), nil) }
      switch state.machine.receive(as: waiter) {
      case .message(let message, let sender):
        return (.success(message), sender.flatMap { state.senders.removeValue(forKey: $0) })
      case .finished: return (.success(nil), nil)
      case .waits:
        if let waiter { state.receivers[waiter] = continuation }
        return (nil, nil)
      }
    }
    sender?.resume(returning: .success(.sent))
    return result
  }

  /// A receiver's task is cancelled, before, while or after it waits.
  private func cancel(_ waiter: BoundedQueueWaiter) {
    let receiver = state.withLock { state -> Receiver? in
      if state.machine.cancel(waiter) { return state.receivers.removeValue(forKey: waiter) }
      return nil
    }
    receiver?.resume(returning: .failure(.cancelled))
  }

  /// A sender's task is cancelled, before, while or after it waits.
  private func withdraw(_ waiter: BoundedQueueWaiter) {
    let sender = state.withLock { state -> Sender? in
      if state.machine.withdraw(waiter) { return state.senders.removeValue(forKey: waiter) }
      return nil
    }
    sender?.resume(returning: .failure(.cancelled))
  }
}
