import Interleavings
import MeshComponents
import Synchronization

/// What a queue has to do in the scenarios of `QueueOrders`.
protocol OrderedQueue: Sendable {
  /// Waits for room.
  func send(_ message: Int) async throws(BoundedQueueFailure)
  /// Nil when the queue is closed and empty.
  func receive() async throws(BoundedQueueFailure) -> Int?
  func close()
  /// Messages that are kept, and who waits for one or for room.
  var line: (messages: Int, receivers: Int, senders: Int) { get }
}

/// Tasks that send, receive, wait and give up, on one queue in every order.
///
/// Whoever sends or receives has the queue's answer, or is in line, within the step in which it
/// asks: so the order of the steps says who was first. With that the rules of a queue are: of those
/// who sent, and were not told otherwise, the messages come out in the order of their sending; they
/// go to the receivers in the order of their asking; each once; and nobody waits beside what they
/// wait for.
struct QueueOrders: Sendable {
  /// Messages that each sender sends, one after the other.
  var senders: [[Int]] = []
  /// Messages that each receiver asks for, one after the other.
  var receivers: [Int] = []
  /// A message of a sender that is cancelled at any moment.
  var cancelledSenders: [Int] = []
  /// Receivers of one message, cancelled at any moment.
  var cancelledReceivers = 0
  var capacity = 1

  /// What became of each, by the order in which they asked.
  private struct Log {
    var sendings: [(message: Int, isSent: Bool?)] = []
    var receipts: [Int?] = []
  }

  /// One run's queue and log.
  private final class Party: Sendable {
    let queue: any OrderedQueue
    let capacity: Int
    let log = Mutex(Log())

    init(_ queue: any OrderedQueue, capacity: Int) {
      self.queue = queue
      self.capacity = capacity
    }

    func send(_ message: Int) async throws {
      let turn = log.withLock { log in
        log.sendings.append((message, nil))
        return log.sendings.count - 1
      }
      let isSent: Bool
      do throws(BoundedQueueFailure) {
        try await queue.send(message)
        isSent = true
      } catch {
        isSent = false
      }
      log.withLock { $0.sendings[turn].isSent = isSent }
      try checkLine()
    }

    func receive() async throws {
      let turn = log.withLock { log in
        log.receipts.append(nil)
        return log.receipts.count - 1
      }
      var message: Int?
      var isCancelled = false
      do { message = try await queue.receive() } catch { isCancelled = true }
      log.withLock { [message] in $0.receipts[turn] = message }
      try check(
        message != nil || isCancelled || queue.line.messages == 0, "told of the end too soon")
      try checkLine()
    }

    /// Nobody waits for a message that is there, or for room that is there.
    func checkLine() throws {
      let (messages, receivers, senders) = queue.line
      try check(messages <= capacity, "\(messages) messages in a queue of \(capacity)")
      try check(messages == 0 || receivers == 0, "\(receivers) wait beside \(messages) messages")
      try check(
        messages == capacity || senders == 0, "\(senders) wait for room beside \(messages)")
    }

    /// What was sent has come out, in order; the text tells who got what.
    func checkEnd() throws -> String {
      let (messages, receivers, senders) = queue.line
      try check(receivers == 0 && senders == 0, "\(receivers) and \(senders) still wait")
      let log = log.withLock { $0 }
      let sent = log.sendings.filter { $0.isSent == true }.map(\.message)
      let received = log.receipts.compactMap(\.self)
      try check(received.count + messages == sent.count, "sent \(sent), received \(received)")
      try check(received == Array(sent.prefix(received.count)), "sent \(sent), came \(received)")
      let refused = log.sendings.filter { $0.isSent == false }.map(\.message).sorted()
      return "\(received) left \(messages) refused \(refused)"
    }
  }

  /// Ends with a close, so that receivers who came too late for a message do not wait for ever.
  func scenario(
    _ make: @escaping @Sendable (Int, Simulation) -> any OrderedQueue
  ) -> @Sendable (Simulation) async throws -> String {
    { simulation in
      let party = Party(make(capacity, simulation), capacity: capacity)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (number, count) in receivers.enumerated() {
          group.addTask(name: "receiver \(number)") {
            try await simulation.during("to receive") {
              for _ in 0..<count { try await party.receive() }
            }
          }
        }
        try await untilSent(to: party, simulation)
        try party.checkLine()
        party.queue.close()
        try await group.waitForAll()
      }
      return try party.checkEnd()
    }
  }

  /// Senders, and all who are cancelled.
  private func untilSent(to party: Party, _ simulation: Simulation) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, messages) in senders.enumerated() {
        group.addTask(name: "sender \(number)") {
          try await simulation.during("to send") {
            for message in messages { try await party.send(message) }
          }
        }
      }
      for message in cancelledSenders {
        group.addTask(name: "canceller of \(message)") {
          try await cancelled("sender of \(message)") { try await party.send(message) }
        }
      }
      for number in 0..<cancelledReceivers {
        group.addTask(name: "canceller \(number)") {
          try await cancelled("cancelled receiver \(number)") { try await party.receive() }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Runs a task and cancels it: before it begins, while it waits, when it has been served but has
  /// not yet gone on, or too late.
  private func cancelled(
    _ name: String, _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(name: name, operation: body)
      await Task.yield()
      group.cancelAll()
      try await group.waitForAll()
    }
  }
}

/// The library's queue, whose senders wait.
struct LibraryQueue: OrderedQueue {
  let queue: BoundedQueue<Int>

  init(capacity: Int) { queue = BoundedQueue(capacity: capacity, whenFull: .wait) }

  func send(_ message: Int) async throws(BoundedQueueFailure) { try await queue.send(message) }
  func receive() async throws(BoundedQueueFailure) -> Int? { try await queue.receive() }
  func close() { queue.close() }

  var line: (messages: Int, receivers: Int, senders: Int) {
    (queue.count, queue.waitingReceivers, queue.waitingSenders)
  }
}
