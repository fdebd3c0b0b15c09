/// Services, a proxy beside each, and the news that keep the proxies in agreement.
///
/// ```swift
/// let mesh = ServiceMesh()
/// let orders = try await mesh.register("orders")
/// try await mesh.register("payments")
/// await mesh.deliverPending()
/// orders.news.services  // ["orders", "payments"]
/// ```
///
/// To register is all or nothing: the service, its proxy and its place in the control plane, or
/// none of them, also where others register or leave by the same name while the control plane
/// thinks. Who belongs to the mesh is decided in `MeshMembership`, without a single `await`; here
/// is what takes time. Source: Definition 2.2 of the theory of microservice systems; how proxies
/// are told, Envoy's discovery services,
/// https://www.envoyproxy.io/docs/envoy/latest/api-docs/xds_protocol.
public actor ServiceMesh {
  private nonisolated let host: any Actor
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }

  private let controlPlane: any MeshControlPlane
  private let channel: any MeshChannel
  private var membership = MeshMembership<MeshProxy>()
  private let changes: AsyncStream<Void>
  private let change: AsyncStream<Void>.Continuation

  /// A mesh without services.
  public init(
    controlPlane: any MeshControlPlane = LocalControlPlane(),
    channel: any MeshChannel = LocalChannel(), on host: any Actor = ActorHost()
  ) {
    self.host = host
    self.controlPlane = controlPlane
    self.channel = channel
    (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  deinit { change.finish() }

  /// Names of the services that there are.
  public var services: Set<String> { membership.news.services }

  /// Services whose proxies have not confirmed the latest news.
  public var pending: Set<String> { membership.pending }

  /// The proxy of a service; nil when it is not there.
  public func proxy(of service: String) -> MeshProxy? { membership.members[service]?.proxy }

  /// Takes a service in, as soon as the control plane has.
  /// - Returns: its proxy, which knows nobody until it is told.
  /// - Throws: why it has not joined; nothing has changed then.
  @discardableResult
  public func register(_ service: String) async throws(MeshRegistrationError) -> MeshProxy {
    try membership.beginRegistration(of: service).get()
    let proxy = MeshProxy(of: service)
    do {
      try await controlPlane.admit(service)
    } catch {
      membership.endRegistration(of: service, as: proxy, controlPlaneAnswers: false)
      throw .refused(error)
    }
    membership.endRegistration(of: service, as: proxy, controlPlaneAnswers: true)
    change.yield()
    return proxy
  }

  /// Lets a service go, and its proxy with it.
  ///
  /// It is gone at once; the call returns when the control plane has forgotten it.
  /// - Returns: false when it was not there.
  @discardableResult
  public func deregister(_ service: String) async -> Bool {
    guard membership.beginDeregistration(of: service) else { return false }
    change.yield()
    await controlPlane.withdraw(service)
    membership.endDeregistration(of: service)
    return true
  }

  /// Tells one proxy what there is.
  /// - Returns: whether there is such a service, and its proxy has confirmed the news.
  @discardableResult
  public func deliver(to service: String) async -> Bool {
    guard let proxy = proxy(of: service) else { return false }
    let news = membership.news
    do {
      try await channel.send(news, to: proxy)
    } catch {
      return false
    }
    membership.confirm(news.version, by: service)
    return true
  }

  /// Tells everybody who does not know the latest, all at once.
  /// - Returns: whether now everybody does.
  @discardableResult
  public func deliverPending() async -> Bool {
    await withTaskGroup { group in
      for service in pending { group.addTask { await self.deliver(to: service) } }
    }
    return pending.isEmpty
  }

  /// Tells proxies of every change until the task is cancelled; where one cannot be reached, again
  /// after `interval`. To be called once.
  public func run<C: Clock>(
    retryingEvery interval: Duration = .seconds(1), clock: C = ContinuousClock()
  ) async where C.Duration == Duration {
    for await _ in changes {
      while await !deliverPending() {
        guard (try? await clock.sleep(for: interval)) != nil else { return }
      }
    }
  }
}
