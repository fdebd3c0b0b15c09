import MeshComponents
import Synchronization
import TestSupport
import Testing

@Suite("A client of a mesh")
struct MeshClientTests {
  /// Instances that answer as they are told.
  final class Network: MeshDirectory, MeshTransport {
    enum Answer: Sendable {
      case status(Int)
      case error(any Error)
      /// Nothing, until the attempt is cancelled.
      case never(SteppedClock)
    }

    private struct State {
      var version: UInt64 = 0
      var backends: [String: [Backend]] = [:]
      var answers: [String: [Answer]] = [:]
      var requests: [(instance: String, request: HTTPRequest)] = []
    }

    private let state = Mutex(State())

    /// The instances of every request so far, in their order.
    var instances: [String] { state.withLock { $0.requests.map(\.instance) } }
    var requests: [HTTPRequest] { state.withLock { $0.requests.map(\.request) } }

    func set(_ service: String, _ instances: String...) {
      state.withLock { state in
        state.version += 1
        state.backends[service] = instances.map { Backend(id: $0) }
      }
    }

    /// What an instance answers, one after the other; 200 when there is no more.
    func script(_ instance: String, _ answers: Answer...) {
      state.withLock { $0.answers[instance] = answers }
    }

    func backends(of service: String) -> MeshBackends {
      state.withLock {
        MeshBackends(version: $0.version, backends: $0.backends[service] ?? [])
      }
    }

    func send(
      _ request: HTTPRequest, to instance: String, of service: String
    ) async throws -> HTTPResponse {
      let answer = state.withLock { state -> Answer in
        state.requests.append((instance, request))
        guard let first = state.answers[instance]?.first else { return .status(200) }
        state.answers[instance]?.removeFirst()
        return first
      }
      switch answer {
      case .status(let status): return HTTPResponse(status: status, text: instance)
      case .error(let error): throw error
      case .never(let clock):
        try await clock.sleep(until: clock.now.advanced(by: .seconds(86_400)), tolerance: nil)
        preconditionFailure("nobody waits for a day")
      }
    }
  }

  struct Fixture {
    let network = Network()
    let metrics = Metrics()
    let spans = SpanCollector()
    let client: MeshClient<SteppedClock>
    let clock = SteppedClock()

    init(_ policy: MeshCallPolicy) async throws {
      let mesh = ServiceMesh()
      let proxy = try await mesh.register("orders")
      for service in ["payments", "payments-next"] { try await mesh.register(service) }
      await mesh.deliverPending()
      client = MeshClient(
        for: proxy, directory: network, transport: network, policy: policy, metrics: metrics,
        tracer: Tracer(exporter: spans), clock: clock)
    }
  }

  static let now = HTTPRequest(target: "/charge")

  /// Retries at once, so that no test has to move a clock.
  static func policy(
    attempts: Int = 3, threshold: Int = 2, balancing: LoadBalancingAlgorithm = .roundRobin,
    rules: RoutingRules = []
  ) -> MeshCallPolicy {
    MeshCallPolicy(
      rules: rules, balancing: balancing, breaker: .init(failureThreshold: threshold),
      retry: RetryPolicy(attemptsMax: attempts, backoff: .fixed(.zero), jitter: .none))
  }

  @Test("refuses what its proxy was not told of, and sends nothing")
  func unknown() async throws {
    let fixture = try await Fixture(Self.policy())
    fixture.network.set("refunds", "refunds-1")
    let error = await #expect(throws: MeshCallError.self) {
      try await fixture.client.call(Self.now, to: "refunds")
    }
    guard case .unknownService("refunds")? = error else {
      Issue.record("another reason: \(String(describing: error))")
      return
    }
    #expect(fixture.network.instances.isEmpty)
  }

  @Test("tries a request again elsewhere")
  func retries() async throws {
    let fixture = try await Fixture(Self.policy())
    fixture.network.set("payments", "a", "b")
    fixture.network.script("a", .status(503))
    fixture.network.script("b", .status(503))
    let response = try await fixture.client.call(Self.now, to: "payments")
    #expect(response.status == 200)
    #expect(Set(fixture.network.instances) == ["a", "b"] && fixture.network.instances.count == 3)
  }

  @Test("gives the caller the last answer when all attempts have failed")
  func lastAnswer() async throws {
    let fixture = try await Fixture(Self.policy(attempts: 2))
    fixture.network.set("payments", "a", "b")
    fixture.network.script("a", .status(500))
    fixture.network.script("b", .status(500))
    let response = try await fixture.client.call(Self.now, to: "payments")
    #expect(response.status == 500 && fixture.network.instances.count == 2)
  }

  @Test("leaves an instance alone whose breaker is open, and asks another one")
  func breaker() async throws {
    let fixture = try await Fixture(Self.policy(attempts: 1, threshold: 1))
    fixture.network.set("payments", "a", "b")
    fixture.network.script("a", .status(500))
    for _ in 1...6 { _ = try await fixture.client.call(Self.now, to: "payments") }
    #expect(fixture.client.breakerMode(of: "a", of: "payments") == .open)
    #expect(fixture.network.instances.count { $0 == "a" } == 1)
    fixture.network.set("payments", "b")
    _ = try await fixture.client.call(Self.now, to: "payments")
    fixture.network.set("payments", "a", "b")
    _ = try await fixture.client.call(Self.now, to: "payments")
    // Whoever has left and comes back is another one, as far as its breaker is concerned.
    #expect(fixture.client.breakerMode(of: "a", of: "payments") != .open)
  }

  @Test("asks another one although the breaker's instance looks idle, where requests are counted")
  func breakerAmongCounted() async throws {
    let fixture = try await Fixture(
      Self.policy(attempts: 1, threshold: 1, balancing: .leastConnections()))
    fixture.network.set("payments", "a", "b")
    for instance in ["a", "b"] { fixture.network.script(instance, .status(500)) }
    _ = try await fixture.client.call(Self.now, to: "payments")
    let first = try #require(fixture.network.instances.first)
    let other = first == "a" ? "b" : "a"
    fixture.network.script(other)
    for _ in 1...3 {
      #expect(try await fixture.client.call(Self.now, to: "payments").text == other)
    }
  }

  @Test("opens the breaker of an instance that hangs, and not where the caller gives up")
  func hangs() async throws {
    let policy = MeshCallPolicy(
      balancing: .roundRobin, breaker: .init(failureThreshold: 1),
      retry: RetryPolicy(
        attemptsMax: 2, backoff: .fixed(.zero), jitter: .none, attemptTimeout: .seconds(1)))
    let fixture = try await Fixture(policy)
    fixture.network.set("payments", "a")
    fixture.network.script("a", .never(fixture.clock))
    let givenUp = Task { try await fixture.client.call(Self.now, to: "payments") }
    await fixture.clock.untilSleeping(2)
    givenUp.cancel()
    _ = await givenUp.result
    #expect(fixture.client.breakerMode(of: "a", of: "payments") == .closed)

    fixture.network.set("payments", "a", "b")
    fixture.network.script("a", .never(fixture.clock))
    fixture.network.script("b", .never(fixture.clock))
    let call = Task { try await fixture.client.call(Self.now, to: "payments") }
    await fixture.clock.untilSleeping(2)
    fixture.clock.advance(by: .seconds(1))
    await fixture.clock.untilSleeping(2)
    fixture.clock.advance(by: .seconds(1))
    _ = await call.result
    for instance in ["a", "b"] {
      #expect(fixture.client.breakerMode(of: instance, of: "payments") == .open)
    }
  }

  @Test("does not make a request twice that may have been carried out")
  func notIdempotent() async throws {
    let fixture = try await Fixture(Self.policy(threshold: 5))
    fixture.network.set("payments", "a")
    let post = HTTPRequest(method: "POST", target: "/charge")
    fixture.network.script("a", .error(HTTPError.network(.disconnected)))
    await #expect(throws: MeshCallError.self) {
      try await fixture.client.call(post, to: "payments")
    }
    #expect(fixture.network.instances.count == 1)
    fixture.network.script("a", .error(HTTPError.network(.refused)))
    let response = try await fixture.client.call(post, to: "payments")
    #expect(response.status == 200 && fixture.network.instances.count == 3)
  }

  @Test("sends requests where the first rule says that matches")
  func rules() async throws {
    let rules: RoutingRules = [
      .init(from: "payments", when: [.header("X-Group", "testers")], to: "payments-next"),
      .init(from: "payments", when: [.pathPrefix("/charge")], to: "payments"),
    ]
    let fixture = try await Fixture(Self.policy(rules: rules))
    fixture.network.set("payments", "a")
    fixture.network.set("payments-next", "next")
    let tested = HTTPRequest(target: "/charge", headers: ["x-group": "testers"])
    #expect(try await fixture.client.call(tested, to: "payments").text == "next")
    #expect(try await fixture.client.call(Self.now, to: "payments").text == "a")
  }

  @Test("takes prefixes of paths by whole segments")
  func prefixes() {
    let rule = RoutingRule(from: "s", when: [.pathPrefix("/cart")], to: "t")
    #expect(rule.matches(HTTPRequest(target: "/cart/7?x=1"), to: "s"))
    #expect(rule.matches(HTTPRequest(target: "/cart?x=1"), to: "s"))
    #expect(!rule.matches(HTTPRequest(target: "/cartoon"), to: "s"))
    #expect(!rule.matches(HTTPRequest(target: "/cart"), to: "other"))
  }

  @Test("sends each attempt within a span of its own, of the caller's trace")
  func traces() async throws {
    let fixture = try await Fixture(Self.policy())
    fixture.network.set("payments", "a")
    fixture.network.script("a", .status(503))
    let request = HTTPRequest(target: "/", headers: ["Traceparent": "old", "X-Other": "kept"])
    _ = try await fixture.client.call(request, to: "payments")
    let sent = fixture.network.requests.map { $0.headers.values(of: "traceparent") }
    #expect(sent.count == 2 && sent.allSatisfy { $0.count == 1 } && sent[0] != sent[1])
    #expect(fixture.network.requests.allSatisfy { $0.headers["x-other"] == "kept" })
    let contexts = try sent.map { try TraceContext(traceparent: $0[0]) }
    #expect(contexts[0].traceID == contexts[1].traceID)
    #expect(fixture.spans.spans.count == 3)
  }

  @Test("counts calls, attempts and their ends")
  func counts() async throws {
    let fixture = try await Fixture(Self.policy())
    fixture.network.set("payments", "a")
    fixture.network.script("a", .status(503))
    _ = try await fixture.client.call(Self.now, to: "payments")
    _ = try? await fixture.client.call(Self.now, to: "refunds")
    let page = fixture.metrics.exposition()
    let ends = "destination=\"payments\""
    #expect(page.contains("mesh_attempts_total{\(ends),source=\"orders\"} 2"), "\(page)")
    #expect(
      page.contains("mesh_requests_total{\(ends),outcome=\"succeeded\",source=\"orders\"} 1"))
    #expect(page.contains("outcome=\"refused\",source=\"orders\"} 1"))
  }
}
