import Interleavings
import MeshComponents
import Testing

/// Calls that end, are cancelled and begin at the same moment.
@Suite("A client of a mesh in every order")
struct MeshClientOrdersTests {
  /// One instance, whose answers take a second.
  private struct Network: MeshDirectory, MeshTransport {
    let clock: SimulatedClock

    func backends(of service: String) -> MeshBackends {
      MeshBackends(version: 1, backends: [Backend(id: "it")])
    }

    func send(
      _ request: HTTPRequest, to instance: String, of service: String
    ) async throws -> HTTPResponse {
      try await clock.sleep(for: .seconds(1))
      return HTTPResponse(status: request.target == "/broken" ? 500 : 200)
    }
  }

  private static func text(
    _ client: MeshClient<SimulatedClock>, _ target: String
  ) async -> String {
    do throws(MeshCallError) {
      return "\(try await client.call(HTTPRequest(target: target), to: "it").status)"
    } catch {
      guard case .failed(let failure) = error else { return "\(error)" }
      return failure.lastError.map { "\($0)" } ?? "\(failure.reason)"
    }
  }

  /// One call is cancelled when its answer is due, and that is when another one begins; then the
  /// instance has all its room again, and its breaker lets a call through.
  private static func scenario(
    _ target: String
  ) -> @Sendable (Simulation) async throws -> String {
    { simulation in
      let clock = simulation.clock
      let mesh = ServiceMesh(on: simulation.host("mesh"))
      let proxy = try await mesh.register("caller")
      try await mesh.register("it")
      await mesh.deliverPending()
      let client = MeshClient(
        for: proxy, directory: Network(clock: clock), transport: Network(clock: clock),
        policy: MeshCallPolicy(
          balancing: .leastConnections(connectionsMax: 1),
          breaker: .init(failureThreshold: 1, cooldown: .seconds(1)),
          retry: RetryPolicy(attemptsMax: 1)),
        clock: clock)
      let ends = await withTaskGroup(of: String.self) { group in
        group.addTask(name: "first") {
          await withTaskGroup(of: String.self) { pair in
            pair.addTask(name: "cancelled") { await text(client, target) }
            try? await clock.sleep(for: .seconds(1))
            pair.cancelAll()
            return await pair.next() ?? ""
          }
        }
        group.addTask(name: "second") {
          try? await clock.sleep(for: .seconds(1))
          return await " " + text(client, "/")
        }
        return await group.reduce(into: []) { $0.append($1) }.sorted().reversed()
      }
      try await clock.sleep(for: .seconds(5))
      let last = await text(client, "/")
      try check(last == "200", "the instance is free and well, and yet: \(last)")
      return ends.joined()
    }
  }

  @Test("gives back the place of a call that is cancelled as it ends")
  func places() async {
    let report = await explore(
      .automatic(samples: 300, schedulesMax: 1_000), scenario: Self.scenario("/"))
    #expect(report.failure == nil, "\(report)")
    #expect(report.outcomes.keys.contains("200 200"), "\(report)")
  }

  @Test("closes the breaker again, whether a failure was told or its call was cancelled")
  func breakers() async {
    let report = await explore(
      .automatic(samples: 300, schedulesMax: 1_000), scenario: Self.scenario("/broken"))
    #expect(report.failure == nil, "\(report)")
  }
}
