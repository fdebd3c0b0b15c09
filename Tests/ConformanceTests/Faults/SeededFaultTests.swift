import Testing

@Suite("Every seeded fault")
struct SeededFaultTests {
  @Test("is found, and its report replays", arguments: SeededFault.all)
  func isFound(fault: SeededFault) async throws {
    let finding = try #require(try await fault.find(), "not found: \(fault.story)")
    #expect(finding.isReplayed && finding.tests > 0 && !finding.report.isEmpty)
  }

  @Test("is one of at least five of its component")
  func fiveEach() {
    for (component, faults) in Dictionary(grouping: SeededFault.all, by: \.component) {
      #expect(faults.count >= 5, "\(component)")
      #expect(Set(faults.map(\.name)).count == faults.count, "names of \(component)")
    }
  }
}
