import Synchronization

/// Makes the calls of a service's proxy: discovery, balancer, breaker, retry, traces and metrics.
///
/// ```swift
/// let client = MeshClient(
///   for: try await mesh.register("orders"), directory: registry, transport: transport)
/// let response = try await client.call(HTTPRequest(target: "/charge"), to: "payments")
/// ```
///
/// Each attempt chooses anew among the instances that are known then, so a retry goes elsewhere
/// where it can. An answer of 500 and above is a failure of the instance; if the last attempt ends
/// with one, the caller gets it. Requests that may not be made twice (RFC 9110, section 9.2.2, of
/// methods that are not idempotent) are only tried again where the first attempt was never sent.
public final class MeshClient<C: Clock>: Sendable
where C.Duration == Duration, C.Instant: Sendable {
  private let proxy: MeshProxy
  private let directory: any MeshDirectory
  private let transport: any MeshTransport
  private let policy: MeshCallPolicy
  private let metrics: MeshMetrics
  private let tracer: Tracer?
  private let clock: C
  private let random: Mutex<any RandomNumberGenerator & Sendable>
  private let destinations = Mutex<[String: MeshDestination<C>]>([:])

  /// - Parameters:
  ///   - metrics: where calls are counted: `mesh_requests`, `mesh_attempts` and
  ///     `mesh_request_seconds`, by source and destination.
  ///   - tracer: gets a span for each call and one for each attempt.
  ///   - random: for the jitter of retries.
  public init(
    for proxy: MeshProxy, directory: any MeshDirectory, transport: any MeshTransport,
    policy: MeshCallPolicy = .init(), metrics: Metrics = .init(), tracer: Tracer? = nil, clock: C,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.proxy = proxy
    self.directory = directory
    self.transport = transport
    self.policy = policy
    self.metrics = MeshMetrics(metrics, source: proxy.service)
    self.tracer = tracer
    self.clock = clock
    self.random = Mutex(random)
  }

  /// Calls a service, on whichever of its instances.
  ///
  /// - Parameter key: keeps requests together where instances are chosen by consistent hash.
  /// - Throws: `MeshCallError`; nothing was sent when the service is unknown.
  public func call(
    _ request: HTTPRequest, to service: String, key: String? = nil
  ) async throws(MeshCallError) -> HTTPResponse {
    let name = policy.rules.destination(of: request, to: service)
    guard proxy.news.services.contains(name) else {
      metrics.count(.refused, to: name)
      throw .unknownService(name)
    }
    let start = clock.now
    let result = await traced("call \(name)", request) { [self] request in
      await retried(request, to: destination(name), key: key)
    }
    metrics.count(result.isSuccess ? .succeeded : .failed, to: name)
    metrics.observe(start.duration(to: clock.now), to: name)
    return try result.get()
  }

  /// Where the breaker of an instance stands; nil when this client never called it.
  public func breakerMode(of instance: String, of service: String) -> CircuitBreakerMode? {
    destinations.withLock { $0[service] }?.mode(of: instance)
  }

  private func retried(
    _ request: HTTPRequest, to destination: MeshDestination<C>, key: String?
  ) async -> Result<HTTPResponse, MeshCallError> {
    var generator = SplitMix64(seed: random.withLock { $0.next() })
    do throws(RetryFailure) {
      return .success(
        try await policy.retry.retry(
          clock: clock, budget: destination.budget, using: &generator,
          when: { request.mayBeRetried(after: $0) }
        ) { [self] in
          try await attempt(request, on: destination, key: key)
        })
    } catch {
      if case .failed(let response)? = error.lastError as? MeshAttemptError,
        error.reason != .cancelled
      {
        return .success(response)
      }
      return .failure(.failed(error))
    }
  }

  private func attempt(
    _ request: HTTPRequest, on destination: MeshDestination<C>, key: String?
  ) async throws -> HTTPResponse {
    let snapshot = directory.backends(of: destination.service)
    destination.update(snapshot)
    let admission = try destination.admit(key: key, among: snapshot.backends.count)
    metrics.countAttempt(to: destination.service)
    let instance = admission.lease.id
    let start = clock.now
    let result = await traced("attempt", request) { [transport] request in
      Span.current?.annotate("instance", instance)
      return await Result.catching {
        try await transport.send(request, to: instance, of: destination.service)
      }
    }
    switch result {
    case .success(let response):
      admission.finish(response.status >= 500 ? .failure : .success)
      if response.status >= 500 { throw MeshAttemptError.failed(response) }
      return response
    case .failure(let error):
      admission.finish(outcome(of: error, after: start.duration(to: clock.now)))
      throw error
    }
  }

  /// What an error says of the instance.
  ///
  /// An attempt that has run out of time is cancelled as well, and yet has failed: a service that
  /// hangs would never open its breaker otherwise. Any other cancellation says nothing, whatever
  /// the attempt has ended with.
  private func outcome(of error: any Error, after time: Duration) -> CallOutcome {
    if let timeout = policy.retry.attemptTimeout, time >= timeout { return .failure }
    return Task.isCancelled ? .cancelled : CallOutcome(of: error)
  }

  /// Runs `body` within a span, if there is a tracer, with the request that carries its context.
  private func traced<Answer>(
    _ name: String, _ request: HTTPRequest, _ body: (HTTPRequest) async -> Answer
  ) async -> Answer {
    guard let tracer else { return await body(request) }
    return await tracer.withSpan(name) { span in
      await body(request.carrying(span.context))
    }
  }

  private func destination(_ name: String) -> MeshDestination<C> {
    destinations.withLock { destinations in
      if let known = destinations[name] { return known }
      let destination = MeshDestination(name, policy: policy, clock: clock)
      destinations[name] = destination
      return destination
    }
  }
}

extension MeshClient where C == ContinuousClock {
  /// A client on the continuous clock.
  public convenience init(
    for proxy: MeshProxy, directory: any MeshDirectory, transport: any MeshTransport,
    policy: MeshCallPolicy = .init(), metrics: Metrics = .init(), tracer: Tracer? = nil
  ) {
    self.init(
      for: proxy, directory: directory, transport: transport, policy: policy, metrics: metrics,
      tracer: tracer, clock: ContinuousClock())
  }
}

extension MeshDestination.Admission {
  /// The call has ended.
  fileprivate consuming func finish(_ outcome: CallOutcome) {
    permit.finish(outcome)
    lease.finish()
  }
}

extension HTTPRequest {
  /// May it be made again after such an error?
  fileprivate func mayBeRetried(after error: any Error) -> Bool {
    switch error {
    case MeshAttemptError.noInstance, MeshAttemptError.breakersOpen,
      HTTPError.network(.refused), HTTPError.network(.unresolvable):
      // Nothing was sent.
      return true
    default: return isIdempotent
    }
  }

  private var isIdempotent: Bool {
    ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"].contains(method)
  }

  /// The same request within another trace's context, which replaces the one that it has.
  fileprivate func carrying(_ context: TraceContext) -> HTTPRequest {
    var headers: HTTPHeaders = [:]
    for field in self.headers.fields
    where !["traceparent", "tracestate"].contains(field.name.lowercased()) {
      headers.add(field.name, field.value)
    }
    for header in context.headers { headers.add(header.name, header.value) }
    return HTTPRequest(method: method, target: target, headers: headers, body: body)
  }
}

extension Result {
  fileprivate var isSuccess: Bool { (try? get()) != nil }

  fileprivate static func catching(
    _ body: () async throws(Failure) -> Success
  ) async -> Result {
    do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
  }
}
