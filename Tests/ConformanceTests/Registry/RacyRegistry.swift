import Conformance
import Glibc
import MeshComponents
import Synchronization
import TestSupport

/// A registry whose lock is let go between looking and doing, in one place at a time.
final class RacyRegistry: Sendable {
  enum Fault: String, CaseIterable, Sendable {
    case registersInTwoLocks = "the place is taken in a second lock"
    case reportsInTwoLocks = "a result is counted on what was read before"

    var story: String {
      switch self {
      case .registersInTwoLocks:
        "Two that register at once are both told that they are new."
      case .reportsInTwoLocks:
        "Two results at once count as one, and the entry of an instance that leaves meanwhile "
          + "comes back."
      }
    }
  }

  private let fault: Fault?
  private let state = Mutex(FaultyRegistry(fault: nil))

  init(fault: Fault?) { self.fault = fault }

  func perform(_ transition: String, _ arguments: [SpecificationValue]) -> SpecificationValue {
    switch (fault, transition) {
    case (.registersInTwoLocks, "register"), (.reportsInTwoLocks, "report"):
      var seen = state.withLock { $0 }
      sched_yield()
      let answer = seen.perform(transition, arguments)
      if answer == false || answer == .none { return answer }
      let key = seen.key(arguments)
      state.withLock { [entry = seen.entries[key]] in $0.entries[key] = entry }
      return answer
    default: return state.withLock { $0.perform(transition, arguments) }
    }
  }
}

/// What threads do to one service of two instances: any call at any time.
enum RegistryLoad {
  static let threads = 3
  static let spec = RegistryConformanceTests.spec(.init())

  /// One round on what the closure stands for; the calls drawn depend on the round's number.
  static func round(
    _ number: Int,
    perform: @escaping @Sendable (String, [SpecificationValue]) -> SpecificationValue
  ) -> @Sendable (inout HistoryThread) -> Void {
    { thread in
      var random = SplitMix64(seed: UInt64(number * threads + thread.index))
      for _ in 0..<12 {
        for _ in 0..<Int.random(in: 0..<3, using: &random) { sched_yield() }
        let instance = Int.random(in: 0..<2, using: &random)
        let pair: [SpecificationValue] = [.identity(0), .identity(instance)]
        let (transition, arguments) =
          switch Int.random(in: 0..<12, using: &random) {
          case 0..<3: ("register", pair)
          case 3: ("deregister", pair)
          case 4..<8: ("report", pair + [true])
          case 8: ("report", pair + [false])
          case 9..<11: ("discover", [pair[0]])
          default: ("tick", [])
          }
        thread.call(transition, arguments) { perform(transition, arguments) }
      }
    }
  }

  static func round(
    _ number: Int, fault: RacyRegistry.Fault?
  ) -> @Sendable (inout HistoryThread) -> Void {
    let registry = RacyRegistry(fault: fault)
    return round(number) { registry.perform($0, $1) }
  }

  /// A round on the library's registry.
  ///
  /// A result is for the registration that was there when the call began. When another has taken
  /// its place, there was a moment between them without any, to which the answer nil belongs.
  static func libraryRound(_ number: Int) -> @Sendable (inout HistoryThread) -> Void {
    let clock = TickClock()
    let registry = ServiceRegistry(
      configuration: .init(failureThreshold: 2, successThreshold: 2, lease: .seconds(2)),
      clock: clock)
    return round(number) { transition, arguments in
      let id = arguments.count < 2 || arguments[1] == .identity(0) ? "0" : "1"
      switch transition {
      case "register": return .bool(registry.register(serviceInstance(id), for: "0"))
      case "deregister": return .bool(registry.deregister(id, from: "0"))
      case "report":
        guard let target = registry.target(of: id, in: "0") else { return .none }
        return specificationValue(registry.report(target, passed: arguments[2] == true))
      case "discover": return specificationValue(registry.discover("0"))
      default:
        clock.tick()
        return .nothing
      }
    }
  }
}
