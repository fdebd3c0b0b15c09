/// Probes the instances of a registry again and again, and reports to it what came of it.
///
/// ```swift
/// let registry = ServiceRegistry()
/// let checker = HealthChecker(
///   registry: registry, probe: HTTPHealthProbe(), interval: .seconds(5), timeout: .seconds(1))
/// registry.register(ServiceInstance(id: "orders-1", host: "10.0.0.7", port: 8080), for: "orders")
/// await checker.run()
/// ```
///
/// The registry decides what the results mean: it holds the thresholds and the leases, so choose
/// its lease longer than a few intervals. Nothing is locked while a probe is under way. An instance
/// has one probe at a time, and what a probe finds is told of the registration that it was sent
/// for, never of one that has taken its place.
///
/// Sources: Definition 3.2 of the theory of microservice systems; that probes run beside each other
/// and rounds are spread by lot, M. Brooker, "Timeouts, retries, and backoff with jitter", The
/// Amazon Builders' Library (2019).
public actor HealthChecker<C: Clock> where C.Duration == Duration, C.Instant: Sendable {
  private nonisolated let host: any Actor
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }

  /// Time from the beginning of one round to that of the next, on average.
  public nonisolated let interval: Duration
  /// How long an instance may take to answer.
  public nonisolated let timeout: Duration
  private let registry: ServiceRegistry<C>
  private let probe: any HealthProbe
  private let jitter: Double
  private let concurrencyMax: Int
  private let clock: C
  private var generator: any RandomNumberGenerator & Sendable
  /// Instances with a probe under way.
  private var probed: Set<ProbedInstance> = []

  /// A health checker that does nothing before it runs.
  ///
  /// - Parameters:
  ///   - jitter: the part of the interval, up to 1, by which one may be shorter or longer, so that
  ///     many checkers do not keep step.
  ///   - concurrencyMax: probes of a round that are under way at a time; at least 1.
  ///   - generator: where the jitter comes from.
  public init(
    registry: ServiceRegistry<C>, probe: any HealthProbe, interval: Duration = .seconds(10),
    timeout: Duration = .seconds(1), jitter: Double = 0.1, concurrencyMax: Int = 32, clock: C,
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    on host: any Actor = ActorHost()
  ) {
    precondition(interval > .zero, "rounds without end in an interval of \(interval)")
    precondition(timeout > .zero, "nobody answers within \(timeout)")
    precondition((0...1).contains(jitter), "a jitter of \(jitter)")
    precondition(concurrencyMax >= 1, "nobody is probed")
    self.host = host
    self.registry = registry
    self.probe = probe
    self.interval = interval
    self.timeout = timeout
    self.jitter = jitter
    self.concurrencyMax = concurrencyMax
    self.clock = clock
    self.generator = generator
  }

  /// Probes round after round until the task is cancelled.
  ///
  /// A round that takes longer than the interval is followed by the next at once.
  /// - Parameter observe: is told the results of each round, for logs and metrics.
  public func run(_ observe: @Sendable ([HealthReport]) -> Void = { _ in }) async {
    while !Task.isCancelled {
      let next = clock.now.advanced(by: nextInterval())
      observe(await probeOnce())
      guard (try? await clock.sleep(until: next, tolerance: nil)) != nil else { return }
    }
  }

  /// Probes each registered instance once, and returns when all the probes have ended.
  ///
  /// Left out is who has a probe of another round under way. When the task is cancelled the probes
  /// are, and say nothing of anybody.
  /// - Returns: the results, in the order in which they came in.
  @discardableResult
  public func probeOnce() async -> [HealthReport] {
    var waiting = registry.targets()[...]
    return await withTaskGroup(of: (RegistryTarget, ProbeOutcome?).self) { group in
      var reports: [HealthReport] = []
      var underWay = 0
      while true {
        while underWay < concurrencyMax, let target = waiting.popFirst() {
          guard begin(target) else { continue }
          underWay += 1
          group.addTask { (target, await self.outcome(of: target.instance)) }
        }
        guard let (target, outcome) = await group.next() else { return reports }
        underWay -= 1
        if let report = end(target, outcome) { reports.append(report) }
      }
    }
  }

  /// - Returns: whether the target is to be probed now.
  private func begin(_ target: RegistryTarget) -> Bool {
    if Task.isCancelled { return false }
    // Since the round began it may have left; whoever registered in its place is for the next.
    guard registry.target(of: target.instance.id, in: target.service) == target else {
      return false
    }
    return probed.insert(ProbedInstance(target)).inserted
  }

  private func end(_ target: RegistryTarget, _ outcome: ProbeOutcome?) -> HealthReport? {
    probed.remove(ProbedInstance(target))
    guard let outcome else { return nil }
    let health = registry.report(target, passed: outcome == .passed)
    return HealthReport(target: target, outcome: outcome, health: health)
  }

  /// Sends a probe and cuts it off when its time is up.
  /// - Returns: nil when the task was cancelled, and the probe has found out nothing.
  private nonisolated func outcome(of instance: ServiceInstance) async -> ProbeOutcome? {
    let end = clock.now.advanced(by: timeout)
    return await withTaskGroup(of: ProbeOutcome?.self) { group in
      group.addTask { await self.probe.probe(instance) }
      group.addTask {
        do { try await self.clock.sleep(until: end, tolerance: nil) } catch { return nil }
        return .failed(.timedOut)
      }
      var first: ProbeOutcome?
      for await result in group where first == nil {
        first = result
        group.cancelAll()
      }
      return Task.isCancelled ? nil : first
    }
  }

  private func nextInterval() -> Duration {
    let spread = interval * jitter
    return .random(from: interval - spread, to: interval + spread, using: &generator)
  }
}

extension HealthChecker where C == ContinuousClock {
  /// A health checker on the continuous clock, with the system's random numbers.
  public init(
    registry: ServiceRegistry<C>, probe: any HealthProbe, interval: Duration = .seconds(10),
    timeout: Duration = .seconds(1), jitter: Double = 0.1, concurrencyMax: Int = 32
  ) {
    self.init(
      registry: registry, probe: probe, interval: interval, timeout: timeout, jitter: jitter,
      concurrencyMax: concurrencyMax, clock: ContinuousClock())
  }
}

/// What one probe has come to.
public struct HealthReport: Hashable, Sendable {
  public let target: RegistryTarget
  public let outcome: ProbeOutcome
  /// The instance's health since; nil when it had left, and the outcome has changed nothing.
  public let health: InstanceHealth?
}

/// An instance by its name, whichever registration it is.
private struct ProbedInstance: Hashable {
  let service: String
  let id: String

  init(_ target: RegistryTarget) {
    service = target.service
    id = target.instance.id
  }
}
