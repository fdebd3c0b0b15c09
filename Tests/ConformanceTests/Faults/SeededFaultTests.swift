import Testing

@Suite("Every seeded fault")
struct SeededFaultTests {
  @Test("is found, and its report replays", arguments: SeededFault.all)
  func isFound(fault: SeededFault) async throws {
    let finding = try #require(try await fault.find(), "not found: \(fault.story)")
    #expect(finding.isReplayed && finding.tests > 0 && !finding.report.isEmpty)
  }

  static let components: Set = [
    "BoundedQueue", "CircuitBreaker", "HashRing", "HealthChecker", "LoadBalancer",
    "MessageProtocol", "Metrics", "Microservice", "PerformanceModel", "RetryPolicy", "ServiceMesh",
    "ServiceRegistry", "Tracing",
  ]

  @Test("is one of at least five of its component, and no component has none")
  func fiveEach() {
    let byComponent = Dictionary(grouping: SeededFault.all, by: \.component)
    #expect(Set(byComponent.keys) == Self.components)
    for (component, faults) in byComponent {
      #expect(faults.count >= 5, "\(component)")
      #expect(Set(faults.map(\.name)).count == faults.count, "names of \(component)")
    }
  }
}
