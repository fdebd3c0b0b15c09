import Conformance
import MeshComponents

/// A queue as it is often written, with one fault at a time; without any it obeys the spec.
struct FaultyQueue: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case overfills = "overfills by one"
    case dropsTheNewest = "drops the newest and says the oldest"
    case dropsSilently = "drops a message and says it was sent"
    case lastWaiterFirst = "the last to wait is served first"
    case cancelledReceiverStaysInLine = "a cancelled receiver stays in line"
    case cancelTakesTheFirstInLine = "cancelling takes the first out of line"
    case roomWakesNobody = "room wakes no sender"
    case withdrawnMessageIsSent = "a withdrawn message is sent all the same"
    case keptBesideAWaiter = "a message is kept while a receiver waits"

    var story: String {
      switch self {
      case .overfills:
        "The check whether it is full and the enqueueing are two steps (section 5.2 as written)."
      case .dropsTheNewest: "The policy's two ends are mixed up."
      case .dropsSilently:
        "A full queue drops without a word (open-telemetry/opentelemetry-go#3264)."
      case .lastWaiterFirst: "Waiters are a stack: the first of them starves."
      case .cancelledReceiverStaysInLine:
        "A message is handed to a receiver that has gone, and is lost."
      case .cancelTakesTheFirstInLine: "Whoever cancels takes another's place away."
      case .roomWakesNobody: "A receive makes room and does not tell the blocked sender."
      case .withdrawnMessageIsSent: "A sender that gave up finds its message delivered."
      case .keptBesideAWaiter:
        "To look for a message and to begin to wait are two steps (section 5.2 as written)."
      }
    }
  }

  let fault: Fault?
  let capacity: Int
  let policy: BoundedQueuePolicy
  private var messages: [Int] = []
  private var waiting: [SpecificationValue] = []
  private var handed: [SpecificationValue: Int] = [:]
  private var blocked: [(sender: SpecificationValue, message: Int)] = []

  init(fault: Fault?, capacity: Int, policy: BoundedQueuePolicy) {
    self.fault = fault
    self.capacity = capacity
    self.policy = policy
  }

  mutating func reset() { self = FaultyQueue(fault: fault, capacity: capacity, policy: policy) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    let who = call.arguments[0]
    switch call.transition {
    case "send": return .enumCase(send(who, message(call.arguments[1])))
    case "receive": return receive(who).map(SpecificationValue.identity) ?? .none
    case "take": return handed.removeValue(forKey: who).map(SpecificationValue.identity) ?? .none
    case "cancel":
      cancel(who)
      return .nothing
    case "withdraw":
      if fault != .withdrawnMessageIsSent { blocked.removeAll { $0.sender == who } }
      return .nothing
    case "resume": return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func send(_ sender: SpecificationValue, _ message: Int) -> String {
    if !waiting.isEmpty && !(fault == .keptBesideAWaiter && messages.isEmpty) {
      handed[fault == .lastWaiterFirst ? waiting.removeLast() : waiting.removeFirst()] = message
      return "sent"
    }
    if messages.count < (fault == .overfills ? capacity + 1 : capacity) {
      messages.append(message)
      return "sent"
    }
    switch policy {
    case .reject: return fault == .dropsSilently ? "sent" : "rejected"
    case .dropOldest:
      messages.remove(at: fault == .dropsTheNewest ? messages.count - 1 : 0)
      messages.append(message)
      return "droppedOldest"
    case .wait:
      blocked.append((sender, message))
      return "waits"
    }
  }

  private mutating func receive(_ receiver: SpecificationValue) -> Int? {
    guard !messages.isEmpty else {
      waiting.append(receiver)
      return nil
    }
    let message = messages.removeFirst()
    if !blocked.isEmpty && fault != .roomWakesNobody {
      messages.append(blocked.removeFirst().message)
    }
    return message
  }

  private mutating func cancel(_ receiver: SpecificationValue) {
    switch fault {
    case .cancelledReceiverStaysInLine: break
    case .cancelTakesTheFirstInLine: waiting.removeFirst()
    default: waiting.removeAll { $0 == receiver }
    }
  }
}
