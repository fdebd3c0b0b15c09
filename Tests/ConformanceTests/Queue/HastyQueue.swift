import Interleavings
import MeshComponents
import Synchronization

/// A queue whose mistakes show only when somebody comes between two steps; without any it obeys.
final class HastyQueue: OrderedQueue {
  enum Fault: String, CaseIterable, Sendable {
    case dropsWhatItWasHanded = "a receiver cancelled after it was served drops its message"
    case looksThenWaits = "looks for a message, and begins to wait in another step"
    case roomIsForAnybody = "room is for anybody until the sender wakes"
    case sentAndSaysCancelled = "a sender cancelled after it was served says it has not sent"

    var story: String {
      switch self {
      case .dropsWhatItWasHanded:
        "The task looks for its cancellation when it wakes with its message, and throws."
      case .looksThenWaits:
        "A message that comes in between finds nobody in line, and its receiver sleeps beside it "
          + "(section 5.2 as written)."
      case .roomIsForAnybody:
        "Who was woken puts its message in by itself, and somebody else was quicker."
      case .sentAndSaysCancelled:
        "The message has got room, and whoever sends it again has sent it twice."
      }
    }
  }

  private enum Side { case sending, receiving }

  /// One who waits for a message, or for room for its own.
  private struct Waiter: Sendable {
    let number: Int
    let message: Int
    let continuation: CheckedContinuation<Int?, any Error>
  }

  private struct State {
    var messages: [Int] = []
    var lines: [Side: [Waiter]] = [:]
    var waits = 0
    var isClosed = false

    func count(_ side: Side) -> Int { lines[side]?.count ?? 0 }

    mutating func popFirst(_ side: Side) -> Waiter? {
      count(side) == 0 ? nil : lines[side]?.removeFirst()
    }
  }

  private let fault: Fault?
  private let capacity: Int
  private let state = Mutex(State())

  init(fault: Fault?, capacity: Int) {
    self.fault = fault
    self.capacity = capacity
  }

  var line: (messages: Int, receivers: Int, senders: Int) {
    state.withLock { ($0.messages.count, $0.count(.receiving), $0.count(.sending)) }
  }

  func send(_ message: Int) async throws(BoundedQueueFailure) {
    if let receiver = put(message) { return receiver() }
    _ = try await waitInLine(.sending, with: message)
    if fault == .roomIsForAnybody { state.withLock { $0.messages.append(message) } }
    if fault == .sentAndSaysCancelled && Task.isCancelled { throw .cancelled }
  }

  func receive() async throws(BoundedQueueFailure) -> Int? {
    if let message = take() { return message }
    if fault == .looksThenWaits { await Task.yield() }
    let message = try await waitInLine(.receiving, with: 0) { $0.isClosed }
    if fault == .dropsWhatItWasHanded && Task.isCancelled { throw .cancelled }
    return message
  }

  func close() {
    let receivers = state.withLock { state in
      state.isClosed = true
      return state.lines.removeValue(forKey: .receiving)
    }
    for receiver in receivers ?? [] { receiver.continuation.resume(returning: nil) }
  }

  /// Keeps the message, or hands it over when what is returned is called; nil when there is no
  /// room.
  private func put(_ message: Int) -> (() -> Void)? {
    state.withLock { state in
      if let receiver = state.popFirst(.receiving) {
        return { receiver.continuation.resume(returning: message) }
      }
      guard state.messages.count < capacity else { return nil }
      state.messages.append(message)
      return {}
    }
  }

  private func take() -> Int? {
    let (message, sender) = state.withLock { state -> (Int?, Waiter?) in
      guard !state.messages.isEmpty else { return (nil, nil) }
      let message = state.messages.removeFirst()
      let sender = state.popFirst(.sending)
      if let sender, fault != .roomIsForAnybody { state.messages.append(sender.message) }
      return (message, sender)
    }
    sender?.continuation.resume(returning: nil)
    return message
  }

  /// Waits until somebody resumes it, unless there is nothing to be waited for any more.
  private func waitInLine(
    _ side: Side, with message: Int, unless isOver: (State) -> Bool = { _ in false }
  ) async throws(BoundedQueueFailure) -> Int? {
    let number = state.withLock { state in
      state.waits += 1
      return state.waits
    }
    do {
      return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          let isTooLate = state.withLock { state in
            if Task.isCancelled || isOver(state) { return true }
            state.lines[side, default: []].append(
              Waiter(number: number, message: message, continuation: continuation))
            return false
          }
          if isTooLate {
            Task.isCancelled
              ? continuation.resume(throwing: CancellationError())
              : continuation.resume(returning: nil)
          }
        }
      } onCancel: {
        let waiter = state.withLock { state -> Waiter? in
          guard let index = state.lines[side]?.firstIndex(where: { $0.number == number })
          else { return nil }
          return state.lines[side]?.remove(at: index)
        }
        waiter?.continuation.resume(throwing: CancellationError())
      }
    } catch {
      throw .cancelled
    }
  }
}

extension SeededFault {
  /// Found by the smallest scenario in which somebody can come between.
  static let queueOrders: [SeededFault] = HastyQueue.Fault.allCases.map { fault in
    orders(
      of: "BoundedQueue", fault.rawValue, fault.story,
      scenario: fault.orders.scenario { capacity, _ in
        HastyQueue(fault: fault, capacity: capacity)
      })
  }
}

extension HastyQueue.Fault {
  var orders: QueueOrders {
    switch self {
    case .dropsWhatItWasHanded: .init(senders: [[1]], receivers: [1], cancelledReceivers: 1)
    case .looksThenWaits: .init(senders: [[1]], receivers: [1])
    case .roomIsForAnybody: .init(senders: [[1], [2], [3]], receivers: [3])
    case .sentAndSaysCancelled: .init(senders: [[1]], receivers: [1], cancelledSenders: [2])
    }
  }
}
