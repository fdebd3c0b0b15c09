import Conformance
import Testing

@Suite("Histories of a registry under threads")
struct RegistryHistoryTests {
  private func expectOrders(
    _ round: @Sendable (Int) -> @Sendable (inout HistoryThread) -> Void
  ) async throws {
    let recorder = HistoryRecorder(threads: RegistryLoad.threads)
    var check = try LinearizabilityCheck(
      of: ConformanceModel(spec: typedSpec(RegistryLoad.spec)))
    for number in 1...300 {
      let verdict = check.check(await recorder.record(round(number)))
      if let violation = verdict.violation {
        Issue.record("round \(number):\n\(violation)")
        return
      }
      #expect(verdict.isLinearizable, "round \(number)")
    }
  }

  @Test("have an order that the spec allows when it is the library's")
  func library() async throws {
    try await expectOrders { RegistryLoad.libraryRound($0) }
  }

  @Test("have one when it is the registry that the racy ones are made from")
  func faultless() async throws {
    try await expectOrders { RegistryLoad.round($0, fault: nil) }
  }
}
