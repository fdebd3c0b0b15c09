import MeshComponents
import Testing

@Suite("A service mesh")
struct ServiceMeshTests {
  @Test("takes in a service together with its proxy, which is told whom it may call")
  func registers() async throws {
    let mesh = ServiceMesh()
    let orders = try await mesh.register("orders")
    try await mesh.register("payments")
    #expect(orders.news.services.isEmpty)
    #expect(await mesh.pending == ["orders", "payments"])
    #expect(await mesh.deliver(to: "orders"))
    #expect(orders.news.services == ["orders", "payments"])
    #expect(await mesh.pending == ["payments"])
    #expect(await mesh.deliverPending())
    #expect(await mesh.pending.isEmpty)
    #expect(await !mesh.deliver(to: "nobody"))
  }

  @Test("is as it was after a registration that the control plane has refused")
  func allOrNothing() async throws {
    let controlPlane = GatedControlPlane()
    let mesh = ServiceMesh(controlPlane: controlPlane)
    try await mesh.register("orders")
    await mesh.deliverPending()
    controlPlane.refuse(true)
    let error = await #expect(throws: MeshRegistrationError.self) {
      try await mesh.register("payments")
    }
    guard case .refused(let reason)? = error, reason is Unavailable else {
      Issue.record("another reason: \(String(describing: error))")
      return
    }
    #expect(await mesh.services == ["orders"])
    #expect(await mesh.proxy(of: "payments") == nil)
    #expect(await mesh.pending.isEmpty)
    controlPlane.refuse(false)
    try await mesh.register("payments")
    #expect(await mesh.services == ["orders", "payments"])
  }

  @Test("does not replace a service that registers again")
  func registersOnce() async throws {
    let mesh = ServiceMesh()
    let first = try await mesh.register("orders")
    await #expect(throws: MeshRegistrationError.self) { try await mesh.register("orders") }
    #expect(await mesh.proxy(of: "orders") === first)
  }

  @Test("takes in one of two who register by one name while the control plane thinks")
  func oneOfTwo() async throws {
    let controlPlane = GatedControlPlane()
    let mesh = ServiceMesh(controlPlane: controlPlane)
    controlPlane.close()
    async let first = mesh.register("orders")
    await controlPlane.isAsked()
    let error = await #expect(throws: MeshRegistrationError.self) {
      try await mesh.register("orders")
    }
    guard case .underWay? = error else {
      Issue.record("another reason: \(String(describing: error))")
      return
    }
    controlPlane.open()
    let proxy = try await first
    #expect(await mesh.proxy(of: "orders") === proxy)
  }

  @Test("lets nobody join by a name that the control plane is still to forget")
  func forgetsFirst() async throws {
    let controlPlane = GatedControlPlane()
    let mesh = ServiceMesh(controlPlane: controlPlane)
    try await mesh.register("orders")
    controlPlane.close()
    async let left = mesh.deregister("orders")
    await controlPlane.isAsked()
    #expect(await mesh.services.isEmpty)
    await #expect(throws: MeshRegistrationError.self) { try await mesh.register("orders") }
    controlPlane.open()
    #expect(await left)
    try await mesh.register("orders")
    #expect(controlPlane.known == ["orders"])
    #expect(await !mesh.deregister("nobody"))
  }

  @Test("has a proxy told again whom the news did not reach")
  func retries() async throws {
    let channel = LossyChannel(losses: 2)
    let mesh = ServiceMesh(channel: channel)
    let orders = try await mesh.register("orders")
    #expect(await !mesh.deliverPending())
    #expect(await mesh.pending == ["orders"] && orders.news == .none)
    let running = Task { await mesh.run(retryingEvery: .zero) }
    while await !mesh.pending.isEmpty { await Task.yield() }
    running.cancel()
    await running.value
    #expect(orders.news.services == ["orders"])
  }

  @Test("keeps the newer of two lists that arrive in the wrong order")
  func neverOlder() async throws {
    let mesh = ServiceMesh()
    let orders = try await mesh.register("orders")
    let newer = MeshNews(version: 7, services: ["orders"])
    #expect(orders.receive(newer))
    #expect(!orders.receive(MeshNews(version: 6, services: ["orders", "gone"])))
    #expect(!orders.receive(newer))
    #expect(orders.news == newer)
  }
}

/// Loses the first news that it is to carry.
actor LossyChannel: MeshChannel {
  private var losses: Int

  init(losses: Int) { self.losses = losses }

  func send(_ news: MeshNews, to proxy: MeshProxy) async throws {
    if losses > 0 {
      losses -= 1
      throw Unavailable()
    }
    proxy.receive(news)
  }
}
