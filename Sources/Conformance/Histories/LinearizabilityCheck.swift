/// Looks for an order of a history's calls, each between its beginning and its end, in which the
/// spec allows every answer.
///
/// ```swift
/// var check = try LinearizabilityCheck(of: spec)
/// switch check.check(history) {
/// case .linearizable: break
/// case .violated(let violation): print(violation)
/// case .inconclusive(let reason): print(reason)
/// }
/// ```
///
/// The search of Wing and Gong ("Testing and verifying concurrent objects", J. Parallel Distrib.
/// Comput. 17, 1993, doi:10.1006/jpdc.1993.1015), with the memory of Lowe ("Testing for
/// linearizability", Concurrency Computat. Pract. Exper. 29, 2017, doi:10.1002/cpe.3928): no pair
/// of calls done and state is looked at twice. As in his just-in-time variant it goes from end to
/// end of a call and keeps only the pairs that are possible at that moment, so the cost grows with
/// the calls that overlap and not with the history's length, and the first end that leaves no pair
/// is that of the shortest prefix without an order.
///
/// The spec's steps are worked out as they are needed. Where one breaks a rule of the spec, as a
/// counter past the range that it has there, the spec says nothing: the verdict is then that of the
/// other orders, or inconclusive.
public struct LinearizabilityCheck: Sendable {
  /// Calls of threads that are done though they have not ended, and the state after them.
  private struct Configuration: Hashable {
    var done: UInt64
    var state: Int
  }

  private var walk: SpecificationWalk
  private let configurationsMax: Int

  /// - Parameter configurationsMax: pairs of calls done and state at one moment.
  /// - Throws: `ConformanceError.specIsFaulty` when the spec has no initial state.
  public init(
    of model: ConformanceModel, configurationsMax: Int = 100_000
  ) throws(ConformanceError) {
    walk = try SpecificationWalk(model.spec)
    self.configurationsMax = configurationsMax
  }

  /// Checks the calls of each key by themselves, and those without a key with each.
  ///
  /// That is the same as checking all together where calls of one key neither change nor learn
  /// anything of another (Herlihy and Wing, "Linearizability", ACM TOPLAS 12(3), 1990,
  /// doi:10.1145/78969.78972, theorem 1) and no call is without one; with such calls, a violation
  /// is still one.
  public mutating func check(
    _ history: History, partitionedBy key: (History.Operation) -> SpecificationValue?
  ) -> LinearizabilityVerdict {
    var keys: [SpecificationValue] = []
    for operation in history.operations {
      if let key = key(operation), !keys.contains(key) { keys.append(key) }
    }
    var verdict = LinearizabilityVerdict.linearizable
    for own in keys {
      switch check(history.filter { key($0) == nil || key($0) == own }) {
      case .linearizable: break
      case .violated(let violation): return .violated(violation)
      case .inconclusive(let reason): verdict = .inconclusive(reason)
      }
    }
    return keys.isEmpty ? check(history) : verdict
  }

  /// - Precondition: the spec has all calls of the history, made by 64 threads at most.
  /// - Complexity: O(calls · 2ⁿ · states) where n calls overlap.
  public mutating func check(_ history: History) -> LinearizabilityVerdict {
    var possible = Set(walk.initial.map { Configuration(done: 0, state: $0) })
    var pending: [PendingCall] = []
    var brokenRule: String?
    for event in events(of: history) {
      let operation = history.operations[event.operation]
      if !event.isEnd {
        pending.append(self.pending(operation))
        continue
      }
      guard let ended = pending.firstIndex(where: { $0.thread == operation.thread }) else {
        preconditionFailure("a call ends that did not begin")
      }
      var step = Expansion(pending: pending, ended: pending[ended], max: configurationsMax)
      step.run(from: possible, &walk)
      if step.isCut { return .inconclusive(.configurations(limit: configurationsMax)) }
      brokenRule = brokenRule ?? step.brokenRule
      if step.reached.isEmpty {
        if let brokenRule { return .inconclusive(.rule(brokenRule)) }
        return .violated(
          LinearizabilityViolation(
            history: history.prefix(through: event.moment), operation: operation,
            allowed: step.answers.map(\.description).sorted()))
      }
      possible = step.reached
      pending.remove(at: ended)
    }
    return .linearizable
  }

  private func pending(_ operation: History.Operation) -> PendingCall {
    guard let call = walk.call(of: operation) else {
      preconditionFailure("the spec has no such call: \(operation.description)")
    }
    precondition(0..<64 ~= operation.thread, "thread \(operation.thread) of 64")
    return PendingCall(thread: operation.thread, call: call, result: operation.result)
  }

  private func events(
    of history: History
  ) -> [(moment: Int, operation: Int, isEnd: Bool)] {
    var events: [(moment: Int, operation: Int, isEnd: Bool)] = []
    for (index, operation) in history.operations.enumerated() {
      events.append((operation.invoked, index, false))
      if let returned = operation.returned { events.append((returned, index, true)) }
    }
    return events.sorted { $0.moment < $1.moment }
  }

  /// A call that has begun.
  private struct PendingCall {
    var thread: Int
    var call: Int
    var result: SpecificationValue?
  }

  /// All that may have been done by the end of a call, in any order.
  private struct Expansion {
    let pending: [PendingCall]
    let ended: PendingCall
    let max: Int
    var reached: Set<Configuration> = []
    /// Answers that the ended call might have given.
    var answers: Set<SpecificationValue> = []
    var brokenRule: String?
    var isCut = false

    init(pending: [PendingCall], ended: PendingCall, max: Int) {
      self.pending = pending
      self.ended = ended
      self.max = max
    }

    mutating func run(from start: Set<Configuration>, _ walk: inout SpecificationWalk) {
      var seen = start
      var open = Array(start)
      let bit = UInt64(1) << UInt64(ended.thread)
      while let configuration = open.popLast() {
        if configuration.done & bit != 0 {
          reached.insert(
            Configuration(done: configuration.done & ~bit, state: configuration.state))
          continue
        }
        for call in pending where configuration.done & (1 << UInt64(call.thread)) == 0 {
          let steps = walk.steps(from: configuration.state, calling: call.call)
          brokenRule = brokenRule ?? steps.brokenRule
          if call.thread == ended.thread { answers.formUnion(steps.answers.map(\.result)) }
          for (result, target) in steps.answers
          where call.result == nil || call.result == result {
            let next = Configuration(
              done: configuration.done | (1 << UInt64(call.thread)), state: target)
            if seen.insert(next).inserted { open.append(next) }
          }
        }
        isCut = seen.count > max
        if isCut { return }
      }
    }
  }
}
