import Conformance
import MeshComponents

/// The library's queue behind the calls of `specs/components/queue.mesh`.
///
/// A call of the spec that may wait is a task here, and the spec's later pick-up (`take`, `resume`)
/// is the task's end: so what is driven is the public queue with its continuations, not only its
/// state machine. A call is over when its task has ended or the queue says that one more waits.
struct QueueAdapter: ImplementationUnderTest {
  typealias Receiving = Task<Result<Int?, BoundedQueueFailure>, Never>
  typealias Sending = Task<Result<BoundedQueueSending, BoundedQueueFailure>, Never>

  let capacity: Int
  let policy: BoundedQueuePolicy
  private var queue: BoundedQueue<Int>
  private var receivers: [SpecificationValue: Receiving] = [:]
  private var senders: [SpecificationValue: Sending] = [:]

  init(capacity: Int, policy: BoundedQueuePolicy) {
    self.capacity = capacity
    self.policy = policy
    queue = BoundedQueue(capacity: capacity, whenFull: policy)
  }

  mutating func reset() async {
    for task in receivers.values { task.cancel() }
    for task in senders.values { task.cancel() }
    receivers = [:]
    senders = [:]
    queue = BoundedQueue(capacity: capacity, whenFull: policy)
  }

  mutating func perform(_ call: ConformanceCall) async -> SpecificationValue {
    let who = call.arguments[0]
    switch call.transition {
    case "send":
      return await send(who, message(call.arguments[1]))
    case "receive":
      return await receive(who)
    case "take":
      guard let result = await receivers.removeValue(forKey: who)?.value else { return .none }
      return received(result)
    case "resume":
      // Nothing is what the spec says of a sender that is told its message was sent.
      guard case .success(.sent)? = await senders.removeValue(forKey: who)?.value else {
        return .enumCase("lost")
      }
      return .nothing
    case "cancel":
      let task = receivers.removeValue(forKey: who)
      task?.cancel()
      guard case .failure(.cancelled)? = await task?.value else { return .enumCase("notCancelled") }
      return .nothing
    case "withdraw":
      let task = senders.removeValue(forKey: who)
      task?.cancel()
      guard case .failure(.cancelled)? = await task?.value else { return .enumCase("notCancelled") }
      return .nothing
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func send(_ sender: SpecificationValue, _ message: Int) async
    -> SpecificationValue
  {
    let before = queue.waitingSenders
    let end = Ending()
    let task = Sending { [queue] in
      defer { end.mark() }
      do throws(BoundedQueueFailure) {
        return .success(try await queue.send(message))
      } catch {
        return .failure(error)
      }
    }
    while !end.isMarked {
      if queue.waitingSenders == before + 1 {
        senders[sender] = task
        return .enumCase("waits")
      }
      await Task.yield()
    }
    switch await task.value {
    case .success(.sent): return .enumCase("sent")
    case .success(.droppedOldest): return .enumCase("droppedOldest")
    case .failure(.full): return .enumCase("rejected")
    case .failure(let other): return .enumCase("\(other)")
    }
  }

  private mutating func receive(_ receiver: SpecificationValue) async -> SpecificationValue {
    let before = queue.waitingReceivers
    let end = Ending()
    let task = Receiving { [queue] in
      defer { end.mark() }
      do throws(BoundedQueueFailure) {
        return .success(try await queue.receive())
      } catch {
        return .failure(error)
      }
    }
    while !end.isMarked {
      if queue.waitingReceivers == before + 1 {
        receivers[receiver] = task
        return .none
      }
      await Task.yield()
    }
    return received(await task.value)
  }

  private func received(_ result: Result<Int?, BoundedQueueFailure>) -> SpecificationValue {
    guard case .success(let message?) = result else { return .none }
    return .identity(message)
  }
}

/// An identity's number.
func message(_ value: SpecificationValue) -> Int {
  guard case .identity(let index) = value else { preconditionFailure("no message: \(value)") }
  return index
}
