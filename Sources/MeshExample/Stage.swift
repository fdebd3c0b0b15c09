internal import MeshComponents

/// The mesh of the example: three instances of `payments`, called by `orders`.
struct Stage: Sendable {
  let instances: [ExampleInstance]
  /// Where metrics are read.
  let page: HTTPServer
  private let registry: ServiceRegistry<ContinuousClock>
  private let checker: HealthChecker<ContinuousClock>
  private let client: MeshClient<ContinuousClock>
  private let metrics = Metrics()
  private let cooldown: Duration

  init(timing: Example.Timing) async throws {
    instances = try (1...3).map { number throws(NetworkError) in
      try ExampleInstance(id: "payments-\(number)", delay: timing.delay)
    }
    page = try HTTPServer()
    cooldown = timing.delay
    registry = ServiceRegistry(
      configuration: .init(failureThreshold: 2, successThreshold: 1, lease: timing.lease))
    for instance in instances { registry.register(instance.registration, for: "payments") }
    checker = HealthChecker(
      registry: registry, probe: HTTPHealthProbe(timeout: timing.timeout), interval: timing.probes,
      timeout: timing.timeout)
    let mesh = ServiceMesh()
    let orders = try await mesh.register("orders")
    try await mesh.register("payments")
    await mesh.deliverPending()
    client = MeshClient(
      for: orders, directory: registry, transport: RegistryTransport(registry: registry),
      policy: MeshCallPolicy(
        balancing: .roundRobin,
        breaker: .init(failureThreshold: 2, cooldown: cooldown),
        retry: RetryPolicy(
          attemptsMax: 4, backoff: .exponential(base: .milliseconds(5)), jitter: .full,
          attemptTimeout: timing.timeout),
        budget: .share(percent: 20, perSecond: 20)),
      metrics: metrics)
  }

  /// Everything that goes on in the background, until the group is cancelled.
  func start(in group: inout TaskGroup<Void>) {
    for instance in instances { group.addTask { await instance.run() } }
    group.addTask { await checker.run() }
    group.addTask { await registry.run() }
    group.addTask { [page, metrics] in
      await page.run { request in
        guard request.path == "/metrics" else { return HTTPResponse(status: 404) }
        return HTTPResponse(text: metrics.exposition())
      }
    }
  }

  /// Waits until the registry has found out who may be called.
  func settles(_ ids: Set<String>) async {
    for await snapshot in registry.watch("payments")
    where Set(snapshot.instances.map(\.id)) == ids {
      return
    }
  }

  /// Waits until breakers that are open by now let calls pass again.
  func breakersCoolDown() async { try? await ContinuousClock().sleep(for: cooldown) }

  /// Requests that were sent so far.
  private var attempts: Int {
    let labels: MetricLabels = ["source": "orders", "destination": "payments"]
    return Int(metrics.scrape("mesh_attempts")?[labels]?.number ?? 0)
  }

  /// Makes calls one after the other, and counts what came of them.
  func play(_ title: String, calls: Int) async -> Example.Act {
    let before = attempts
    var answers: [String: Int] = [:]
    for _ in 0..<calls {
      let response = try? await client.call(HTTPRequest(target: "/charge"), to: "payments")
      if let response, response.status == 200 { answers[response.text, default: 0] += 1 }
    }
    var breakers: [String: CircuitBreakerMode] = [:]
    for instance in instances {
      breakers[instance.id] = client.breakerMode(of: instance.id, of: "payments")
    }
    return Example.Act(
      title: title, calls: calls, answered: answers.values.reduce(0, +),
      attempts: attempts - before, answers: answers, breakers: breakers,
      discovered: registry.discover("payments").instances.map(\.id))
  }
}
