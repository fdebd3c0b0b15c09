import Conformance
import Testing

@Suite("Histories of a breaker under threads")
struct BreakerHistoryTests {
  @Test("have an order that the spec allows when it is the library's")
  func library() async throws {
    let recorder = HistoryRecorder(threads: BreakerLoad.threads)
    var check = try LinearizabilityCheck(
      of: ConformanceModel(spec: typedSpec(BreakerLoad.spec(threshold: 2))))
    for number in 1...300 {
      let history = await recorder.record(BreakerLoad.libraryRound(number))
      if let violation = check.check(history).violation {
        Issue.record("round \(number):\n\(violation)")
        return
      }
    }
  }

  @Test("have one when it is the breaker that the racy ones are made from")
  func faultless() async throws {
    let recorder = HistoryRecorder(threads: BreakerLoad.threads)
    var check = try LinearizabilityCheck(
      of: ConformanceModel(spec: typedSpec(BreakerLoad.spec(threshold: 2))))
    for number in 1...300 {
      let history = await recorder.record(BreakerLoad.round(number, fault: nil))
      if let violation = check.check(history).violation {
        Issue.record("round \(number):\n\(violation)")
        return
      }
    }
  }
}
