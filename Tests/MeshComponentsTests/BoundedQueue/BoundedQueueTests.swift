import Testing

@testable import MeshComponents

@Suite("A bounded queue")
struct BoundedQueueTests {
  /// A task that receives, already waiting.
  func receiver(_ queue: BoundedQueue<Int>) async -> Task<Result<Int?, BoundedQueueFailure>, Never>
  {
    let before = queue.waitingReceivers
    let task = Task {
      do throws(BoundedQueueFailure) {
        return Result<Int?, BoundedQueueFailure>.success(try await queue.receive())
      } catch {
        return .failure(error)
      }
    }
    while queue.waitingReceivers == before { await Task.yield() }
    return task
  }

  /// A task that sends, already waiting for room.
  func sender(
    _ queue: BoundedQueue<Int>, _ message: Int
  ) async -> Task<Result<BoundedQueueSending, BoundedQueueFailure>, Never> {
    let before = queue.waitingSenders
    let task = Task {
      do throws(BoundedQueueFailure) {
        return Result<BoundedQueueSending, BoundedQueueFailure>.success(
          try await queue.send(message))
      } catch {
        return .failure(error)
      }
    }
    while queue.waitingSenders == before { await Task.yield() }
    return task
  }

  @Test("gives messages out in the order in which they came")
  func order() async throws {
    let queue = BoundedQueue<Int>(capacity: 3)
    for message in 1...3 { try await queue.send(message) }
    #expect(queue.count == 3)
    for message in 1...3 { #expect(try await queue.receive() == message) }
    #expect(queue.tryReceive() == nil)
  }

  @Test("rejects, drops the oldest or waits when it is full, as its policy says")
  func policies() async throws {
    for policy in BoundedQueuePolicy.allCases {
      let queue = BoundedQueue<Int>(capacity: 1, whenFull: policy)
      try queue.trySend(1)
      switch policy {
      case .reject:
        await #expect(throws: BoundedQueueFailure.full) { try await queue.send(2) }
        #expect(queue.tryReceive() == 1)
      case .dropOldest:
        #expect(try await queue.send(2) == .droppedOldest)
        #expect(queue.tryReceive() == 2)
      case .wait:
        #expect(throws: BoundedQueueFailure.full) { try queue.trySend(3) }
        let waiting = await sender(queue, 2)
        #expect(queue.tryReceive() == 1)
        #expect(await waiting.value == .success(.sent))
        #expect(queue.tryReceive() == 2)
      }
      #expect(queue.count == 0)
    }
  }

  @Test("serves receivers and senders in the order in which they began to wait")
  func fairness() async throws {
    let queue = BoundedQueue<Int>(capacity: 1)
    var receivers: [Task<Result<Int?, BoundedQueueFailure>, Never>] = []
    for _ in 0..<5 { receivers.append(await receiver(queue)) }
    for message in 0..<5 { try await queue.send(message) }
    for (message, task) in receivers.enumerated() {
      #expect(await task.value == .success(message))
    }
    try await queue.send(0)
    var senders: [Task<Result<BoundedQueueSending, BoundedQueueFailure>, Never>] = []
    for message in 1...5 { senders.append(await sender(queue, message)) }
    for message in 0...5 { #expect(try await queue.receive() == message) }
    for task in senders { #expect(await task.value == .success(.sent)) }
  }

  @Test("loses nothing to a receiver that is cancelled, and takes nobody's place away")
  func cancelledReceiver() async throws {
    let queue = BoundedQueue<Int>(capacity: 1)
    let first = await receiver(queue)
    let second = await receiver(queue)
    first.cancel()
    #expect(await first.value == .failure(.cancelled))
    try await queue.send(1)
    #expect(await second.value == .success(1))
  }

  @Test("never sends the message of a sender that was cancelled")
  func cancelledSender() async throws {
    let queue = BoundedQueue<Int>(capacity: 1)
    try await queue.send(1)
    let first = await sender(queue, 2)
    let second = await sender(queue, 3)
    first.cancel()
    #expect(await first.value == .failure(.cancelled))
    #expect(try await queue.receive() == 1)
    #expect(try await queue.receive() == 3)
    #expect(await second.value == .success(.sent))
  }

  @Test("does not let a task that is cancelled already wait")
  func cancelledBefore() async {
    let queue = BoundedQueue<Int>(capacity: 1)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      do throws(BoundedQueueFailure) { _ = try await queue.receive() } catch {
        return error
      }
      return BoundedQueueFailure.closed
    }
    task.cancel()
    #expect(await task.value == .cancelled)
    #expect(queue.waitingReceivers == 0)
  }

  @Test("wakes all who wait when it is closed, and gives out what it holds")
  func closes() async throws {
    let empty = BoundedQueue<Int>(capacity: 1)
    let waiting = await receiver(empty)
    empty.close()
    #expect(await waiting.value == .success(nil))
    let full = BoundedQueue<Int>(capacity: 1)
    try await full.send(1)
    let blocked = await sender(full, 2)
    full.close()
    #expect(await blocked.value == .failure(.closed))
    await #expect(throws: BoundedQueueFailure.closed) { try await full.send(3) }
    #expect(try await full.receive() == 1)
    #expect(try await full.receive() == nil)
  }

  @Test("ends its sequence when it is closed and empty")
  func sequence() async throws {
    let queue = BoundedQueue<Int>(capacity: 4)
    for message in 1...4 { try queue.trySend(message) }
    queue.close()
    var seen: [Int] = []
    for try await message in queue { seen.append(message) }
    #expect(seen == [1, 2, 3, 4])
  }

  @Test(
    "delivers each message once, and those of one sender in order, among tasks that are cancelled",
    arguments: [1, 2, 7])
  func conservation(capacity: Int) async throws {
    let queue = BoundedQueue<Int>(capacity: capacity)
    let received = await withTaskGroup(of: [Int].self) { group in
      for _ in 0..<4 {
        group.addTask {
          var mine: [Int] = []
          var isCancelling = false
          while true {
            // Each second receive is cancelled, at some moment before or after it has a message.
            let task = Task { try await queue.receive() }
            if isCancelling { task.cancel() }
            isCancelling.toggle()
            switch await task.result {
            case .success(let message?): mine.append(message)
            case .success(nil): return mine
            case .failure: break
            }
          }
        }
      }
      await withTaskGroup(of: Void.self) { senders in
        for sender in 0..<4 {
          senders.addTask {
            for number in 0..<250 { _ = try? await queue.send(sender * 1_000 + number) }
          }
        }
      }
      queue.close()
      return await group.reduce(into: [[Int]]()) { $0.append($1) }
    }
    let sent = (0..<4).flatMap { sender in (0..<250).map { sender * 1_000 + $0 } }
    #expect(received.flatMap(\.self).sorted() == sent)
    for mine in received {
      for sender in 0..<4 {
        let numbers = mine.filter { $0 / 1_000 == sender }
        #expect(numbers == numbers.sorted())
      }
    }
  }
}
