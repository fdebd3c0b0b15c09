import MeshComponents
import MeshExample
import TestSupport
import Testing

@Suite("The example", .onOwnThreads)
struct ExampleTests {
  @Test("has all calls answered while instances are slowed, broken, killed and brought back")
  func plays() async throws {
    var acts: [Example.Act] = []
    var page = ""
    // On a machine that is busy a healthy instance may take a while.
    let timing = Example.Timing(
      probes: .milliseconds(30), timeout: .seconds(3), delay: .seconds(10))
    try await Example(timing: timing, callsPerAct: 12).run { act in
      acts.append(act)
    } curtain: { endpoint in
      page =
        (try? await HTTPClient().send(
          HTTPRequest(target: "/metrics"), to: "127.0.0.1", port: endpoint.port,
          timeout: .seconds(30)))?.text ?? ""
    }
    #expect(acts.count == 6)
    for act in acts { #expect(act.answered == act.calls, "\(act)") }
    let slow = try #require(acts.dropFirst().first)
    // Its health page is well: what keeps calls away is its breaker, after two that took too long.
    #expect(slow.discovered.contains("payments-1") && slow.answers["payments-1"] == nil)
    #expect(slow.attempts > slow.calls && slow.breakers["payments-1"] == .open)
    #expect(acts[2].answers["payments-1"] != nil, "\(acts[2])")
    let killed = try #require(acts.dropLast().last)
    #expect(killed.discovered == ["payments-1"] && Set(killed.answers.keys) == ["payments-1"])
    #expect(acts.last?.discovered == ["payments-1", "payments-2"])
    #expect(page.contains("mesh_requests_total"), "\(page)")
    #expect(page.contains("outcome=\"succeeded\",source=\"orders\"} 72"), "\(page)")
  }
}
