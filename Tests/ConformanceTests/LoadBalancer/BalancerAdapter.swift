import Conformance
import MeshComponents
import Synchronization

/// A generator whose draws are told beforehand.
final class ToldGenerator: RandomNumberGenerator, Sendable {
  private let draws = Mutex<[UInt64]>([])

  /// The next draw is the middle of those that stand for `index` of `count`: equal parts of all
  /// numbers, in order.
  func tell(_ index: Int, of count: Int) {
    let draw = UInt64(count).dividingFullWidth((UInt64(index), 1 << 63)).quotient
    draws.withLock { $0.append(draw) }
  }

  func next() -> UInt64 {
    draws.withLock { draws in
      precondition(!draws.isEmpty, "a draw that the spec has not")
      return draws.removeFirst()
    }
  }
}

/// The library's balancer behind the calls of the six balancers in `specs/components/`.
struct BalancerAdapter: ImplementationUnderTest {
  /// A lease cannot be copied, so what keeps one is an object.
  final class Request {
    private let lease: LoadBalancerLease

    init(_ lease: consuming LoadBalancerLease) { self.lease = lease }
  }

  private let make: @Sendable (ToldGenerator) -> LoadBalancer
  /// By backend; all 1 where there are none.
  private let weights: [Int]
  /// Where keys are on the ring; nil where requests have none.
  private let scale: RingScale?

  private var generator = ToldGenerator()
  private var balancer: LoadBalancer
  private var members: Set<Int> = []
  private var version: UInt64 = 0
  private var requests: [Int: [Request]] = [:]

  init(
    weights: [Int] = [], scale: RingScale? = nil,
    _ make: @escaping @Sendable (ToldGenerator) -> LoadBalancer
  ) {
    self.make = make
    self.weights = weights
    self.scale = scale
    balancer = make(generator)
  }

  init(_ algorithm: LoadBalancingAlgorithm, weights: [Int] = []) {
    self.init(weights: weights) { LoadBalancer(algorithm, random: $0) }
  }

  mutating func reset() { self = BalancerAdapter(weights: weights, scale: scale, make) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "join":
      return .bool(update(to: members.union([number(call.arguments[0])])).joined == 1)
    case "leave":
      return .bool(update(to: members.subtracting([number(call.arguments[0])])).left == 1)
    case "pick":
      return pick(call)
    case "finish":
      // Letting go of the request ends it.
      _ = requests[number(call.arguments[0])]?.popLast()
      return .nothing
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func update(to members: Set<Int>) -> (joined: Int, left: Int) {
    let before = self.members
    self.members = members
    version += 1
    let change = balancer.update(snapshot(of: members), version: version)
    // The snapshot before comes once more, late: it must change nothing.
    let isStale = balancer.update(snapshot(of: before), version: version - 1) == .stale
    guard isStale, case .applied(let joined, let left) = change else { return (-1, -1) }
    return (joined, left)
  }

  private func snapshot(of members: Set<Int>) -> [Backend] {
    members.map { Backend(id: "\($0)", weight: weights.isEmpty ? 1 : weights[$0]) }
  }

  /// Arguments of a pick are the key of a ring, or whom chance draws.
  private mutating func pick(_ call: ConformanceCall) -> SpecificationValue {
    let arguments = call.arguments.map(number)
    let sorted = members.sorted()
    if scale == nil {
      for drawn in arguments {
        guard let place = sorted.firstIndex(of: drawn) else {
          preconditionFailure("drawn, and no member: \(drawn)")
        }
        generator.tell(place, of: sorted.count)
      }
    }
    let lease = balancer.pick(point: scale?.point(arguments[0]))
    guard let lease else { return .none }
    let id = lease.id
    if let number = Int(id) { requests[number, default: []].append(Request(lease)) }
    return backend(id)
  }
}
