/// Sends requests over HTTP/1.1 to where a registry says that their instances are.
///
/// ```swift
/// let client = MeshClient(
///   for: proxy, directory: registry, transport: RegistryTransport(registry: registry))
/// ```
public struct RegistryTransport<C: Clock>: MeshTransport
where C.Duration == Duration, C.Instant: Sendable {
  private let registry: ServiceRegistry<C>
  private let client: HTTPClient
  private let timeout: Duration

  /// - Parameter timeout: for one request and its answer, by the continuous clock; a policy's
  ///   timeout for attempts is usually shorter.
  public init(
    registry: ServiceRegistry<C>, client: HTTPClient = .init(), timeout: Duration = .seconds(30)
  ) {
    self.registry = registry
    self.client = client
    self.timeout = timeout
  }

  /// - Throws: `MeshAttemptError.noInstance` when the instance has left meanwhile, or `HTTPError`.
  public func send(
    _ request: HTTPRequest, to instance: String, of service: String
  ) async throws -> HTTPResponse {
    guard let target = registry.target(of: instance, in: service) else {
      throw MeshAttemptError.noInstance
    }
    return try await client.send(
      request, to: target.instance.host, port: target.instance.port, timeout: timeout)
  }
}
