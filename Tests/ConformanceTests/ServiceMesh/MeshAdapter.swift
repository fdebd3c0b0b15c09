import Conformance
import MeshComponents
import Synchronization

/// The library's mesh behind the calls of `specs/components/mesh.mesh`.
///
/// A request goes the whole way: rules, discovery, balancer, breaker, retry and transport. Where
/// the instances of services are is kept as the mesh keeps its proxies: one each, as long as the
/// service is there.
struct MeshAdapter: ImplementationUnderTest {
  /// Answers as the environment of the spec says.
  final class ControlPlane: MeshControlPlane {
    let answers = Atomic(true)

    func admit(_ service: String) async throws {
      if !answers.load(ordering: .relaxed) { throw Refusal() }
    }
    func withdraw(_ service: String) async {}
  }

  struct Refusal: Error {}

  /// Says who is there, and takes requests for them.
  final class Network: MeshDirectory, MeshTransport {
    private let present = Mutex<(version: UInt64, services: Set<String>)>((0, []))

    func set(_ service: String, isPresent: Bool) {
      present.withLock { present in
        present.version += 1
        if isPresent { present.services.insert(service) } else { present.services.remove(service) }
      }
    }

    func backends(of service: String) -> MeshBackends {
      present.withLock { present in
        let isPresent = present.services.contains(service)
        return MeshBackends(
          version: present.version, backends: isPresent ? [Backend(id: service)] : [])
      }
    }

    func send(
      _ request: HTTPRequest, to instance: String, of service: String
    ) async throws -> HTTPResponse {
      HTTPResponse(text: instance)
    }
  }

  private var controlPlane = ControlPlane()
  private var network = Network()
  private var mesh: ServiceMesh
  private var clients: [String: MeshClient<TickClock>] = [:]

  init() { mesh = ServiceMesh(controlPlane: controlPlane) }

  mutating func reset() { self = MeshAdapter() }

  mutating func perform(_ call: ConformanceCall) async -> SpecificationValue {
    let service = name(call.arguments[0])
    switch call.transition {
    case "register":
      controlPlane.answers.store(call.arguments[1] == true, ordering: .relaxed)
      return .bool(await register(service))
    case "deregister":
      let hasLeft = await mesh.deregister(service)
      if hasLeft {
        network.set(service, isPresent: false)
        clients[service] = nil
      }
      return .bool(hasLeft)
    case "deliver":
      let isPending = await mesh.pending.contains(service)
      precondition(isPending, "the spec delivers what is pending only")
      await mesh.deliver(to: service)
      return .nothing
    case "route": return .bool(await route(from: service, to: name(call.arguments[1])))
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func register(_ service: String) async -> Bool {
    guard let proxy = try? await mesh.register(service) else { return false }
    network.set(service, isPresent: true)
    clients[service] = MeshClient(
      for: proxy, directory: network, transport: network,
      policy: MeshCallPolicy(retry: RetryPolicy(attemptsMax: 1)), clock: TickClock())
    return true
  }

  private func route(from source: String, to service: String) async -> Bool {
    guard let client = clients[source] else { preconditionFailure("\(source) has no proxy") }
    return (try? await client.call(HTTPRequest(target: "/"), to: service))?.text == service
  }

  private func name(_ value: SpecificationValue) -> String { "\(value)" }
}
