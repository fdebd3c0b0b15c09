import MeshComponents
import Synchronization

/// Operations that a server makes at each call, on one thread and on two.
func scalingBenchmarks() -> [Scaling] {
  breakerScaling() + balancerScaling() + metricsScaling() + callScaling()
}

private func breakerScaling() -> [Scaling] {
  let rate = CircuitBreakerConfiguration(rate: .init(window: .calls(100), minimumCalls: 100))
  return [("", .init()), (", rate over 100 calls", rate)].flatMap { suffix, configuration in
    let breaker = CircuitBreaker(configuration: configuration)
    return [
      Scaling("CircuitBreaker: admit and succeed" + suffix) { count in
        for _ in 0..<count {
          guard let permit = try? breaker.admit() else { return }
          permit.finish(.success)
        }
      },
      Scaling("CircuitBreaker: callNow" + suffix) { count in
        for number in 0..<count { consume(try? breaker.callNow { number }) }
      },
    ]
  }
}

private func balancerScaling() -> [Scaling] {
  [
    scaling("round robin", .roundRobin),
    // A string of over 15 bytes is an object, and whoever holds the id counts as its holder.
    scaling("round robin, ids of over 15 bytes", .roundRobin, idEnd: ".backends.example:80"),
    scaling("weighted round robin", .weightedRoundRobin),
    scaling("least connections", .leastConnections()),
    scaling("two choices", .twoChoices()),
    scaling("consistent hash", .consistentHash()),
    scaling("random", .random),
  ]
}

private func scaling(
  _ name: String, _ algorithm: LoadBalancingAlgorithm, idEnd: String = ":80"
) -> Scaling {
  let balancer = LoadBalancer(algorithm)
  balancer.update((0..<10).map { Backend(id: "10.0.0.\($0)\(idEnd)") }, version: 1)
  let keys = (0..<1024).map { "user-\($0 &* 7919)" }
  return Scaling("LoadBalancer: \(name)") { count in
    for index in 0..<count {
      guard let lease = balancer.pick(key: keys[index & 1023]) else { return }
      lease.finish()
    }
  }
}

private func metricsScaling() -> [Scaling] {
  let metrics = Metrics()
  let labels: MetricLabels = ["method": "GET", "status": "200"]
  guard let counter = try? metrics.counter("hits", labels: labels),
    let gauge = try? metrics.gauge("level"),
    let histogram = try? metrics.histogram("seconds")
  else { preconditionFailure("the names are valid") }
  return [
    Scaling("MetricCounter: increment") { count in
      for _ in 0..<count { counter.increment() }
    },
    Scaling("MetricGauge: add") { count in
      for _ in 0..<count { gauge.add(1) }
    },
    Scaling("MetricHistogram: observe, 11 buckets") { count in
      for _ in 0..<count { histogram.observe(0.07) }
    },
    Scaling("Metrics: increment by name and labels", operations: 5_000) { count in
      for _ in 0..<count { try? metrics.increment("hits", labels) }
    },
  ]
}

private func callScaling() -> [Scaling] {
  let ring = HashRing((0..<1000).map { .init(id: "10.0.\($0 / 250).\($0 % 250):80") })
  let keys = (0..<4096).map { "user-\($0 &* 7919)" }
  let registry = ServiceRegistry()
  registry.register(ServiceInstance(id: "orders-1", host: "10.0.0.7", port: 80), for: "orders")
  let budget = RetryBudget()
  let throttle = RetryBudget(.throttle(capacity: 10))
  let tracer = Tracer(exporter: NoExporter())
  let queue = BoundedQueue<Int>(capacity: 100)
  return [
    Scaling("HashRing: look up a key, 160,000 points") { count in
      for index in 0..<count { consume(ring.lookUp(keys[index & 4095])) }
    },
    Scaling("RetryBudget: a call succeeds, share of calls", operations: 2_000) {
      succeed($0, within: budget)
    },
    Scaling("RetryBudget: a call succeeds, throttle", operations: 2_000) {
      succeed($0, within: throttle)
    },
    Scaling("ServiceRegistry: discover", operations: 5_000) { count in
      for _ in 0..<count { consume(registry.discover("orders")) }
    },
    Scaling("Tracer: a root and its end", operations: 2_000) { count in
      for _ in 0..<count { tracer.root("call").end() }
    },
    Scaling("BoundedQueue: trySend and tryReceive", operations: 2_000) { count in
      for number in 0..<count {
        consume(try? queue.trySend(number))
        consume(queue.tryReceive())
      }
    },
  ]
}

/// Calls whose first attempt succeeds.
private func succeed(_ count: Int, within budget: RetryBudget<ContinuousClock>) {
  let policy = RetryPolicy()
  let now = ContinuousClock.now
  var generator = SystemRandomNumberGenerator()
  for _ in 0..<count {
    var call = RetryCall(policy: policy, budget: budget, at: now)
    consume(call.finish(.success, at: now, using: &generator))
  }
}

private struct NoExporter: SpanExporter {
  func export(_ span: FinishedSpan) {}
}
