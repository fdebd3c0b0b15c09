import Synchronization

/// One service as a caller sees it: its instances, a breaker for each, and what retries it may
/// make.
struct MeshDestination<C: Clock>: Sendable where C.Duration == Duration, C.Instant: Sendable {
  /// A chosen instance with leave to call it.
  struct Admission: ~Copyable, Sendable {
    let lease: LoadBalancerLease
    let permit: CircuitBreakerPermit<C>
  }

  private final class Breakers: Sendable {
    let byInstance = Mutex<[String: CircuitBreaker<C>]>([:])
  }

  let service: String
  let budget: RetryBudget<C>
  private let balancer: LoadBalancer
  private let breakers = Breakers()
  private let configuration: CircuitBreakerConfiguration
  private let clock: C

  init(_ service: String, policy: MeshCallPolicy, clock: C) {
    self.service = service
    self.clock = clock
    budget = RetryBudget(policy.budget, clock: clock)
    balancer = LoadBalancer(policy.balancing)
    configuration = policy.breaker
  }

  /// Takes over who may be called; breakers of those that have left are forgotten.
  func update(_ snapshot: MeshBackends) {
    guard balancer.version.map({ $0 < snapshot.version }) ?? true,
      case .applied = balancer.update(snapshot.backends, version: snapshot.version)
    else { return }
    let ids = Set(snapshot.backends.map(\.id))
    breakers.byInstance.withLock { $0 = $0.filter { ids.contains($0.key) } }
  }

  /// Chooses an instance whose breaker lets the call pass.
  ///
  /// One that does not is drawn again at most as often as there are instances. Its lease is held
  /// meanwhile, so that where requests are counted it looks busy and another one is drawn.
  func admit(key: String?, among count: Int) throws(MeshAttemptError) -> Admission {
    guard let lease = balancer.pick(key: key) else { throw .noInstance }
    if let permit = try? breaker(of: lease.id).admit() {
      return Admission(lease: lease, permit: permit)
    }
    guard count > 1 else { throw .breakersOpen }
    let admission: Admission
    do throws(MeshAttemptError) {
      admission = try admit(key: key, among: count - 1)
    } catch {
      // Those that had room are behind their breakers.
      throw .breakersOpen
    }
    lease.finish()
    return admission
  }

  /// Where the breaker of an instance stands; nil when nothing was ever sent there.
  func mode(of instance: String) -> CircuitBreakerMode? {
    breakers.byInstance.withLock { $0[instance] }?.mode
  }

  private func breaker(of instance: String) -> CircuitBreaker<C> {
    breakers.byInstance.withLock { breakers in
      if let known = breakers[instance] { return known }
      let breaker = CircuitBreaker(configuration: configuration, clock: clock)
      breakers[instance] = breaker
      return breaker
    }
  }
}
