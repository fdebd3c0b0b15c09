import CommandLineInterface
import Counterexamples
import MeshCheck
import TestSupport
import Testing

@Suite("Runs without an end in JSON")
struct LoopJSONTests {
  private static let liveness = LassoSummary(
    reason: "`p` never holds", assumesFairness: false, isEnd: false,
    fairActions: [
      .init(label: "a", isStrong: false, treatment: .taken(step: 2)),
      .init(label: "b", isStrong: false, treatment: .disabled(state: 1)),
      .init(label: "c", isStrong: true, treatment: .neverEnabled),
      .init(label: "d", isStrong: true, treatment: .starved(state: 0)),
    ], passedOver: ["e(client1)"])

  private func loop(start: Int?, _ liveness: LassoSummary?) -> JSONValue {
    let trace = Trace(
      spec: "a.mesh", parameters: [], subject: .deadlock, initial: nil, steps: [],
      loopStart: start, liveness: liveness)
    return TraceOutput(SpecReport(file: "a.mesh", treatment: .explored), isColored: false)
      .loop(of: trace)
  }

  @Test("have what repeats, why, and what becomes of each fair action")
  func whole() throws {
    #expect(
      loop(start: 1, Self.liveness) == [
        "start": 1, "reason": "`p` never holds", "fair": false,
        "fairActions": [
          ["action": "a", "fairness": "weak", "treatment": "taken", "at": 2],
          ["action": "b", "fairness": "weak", "treatment": "disabled", "at": 1],
          ["action": "c", "fairness": "strong", "treatment": "neverEnabled", "at": nil],
          ["action": "d", "fairness": "strong", "treatment": "starved", "at": 0],
        ], "passedOver": ["e(client1)"],
      ])
    #expect(loop(start: nil, nil) == .null)
    #expect(loop(start: 0, nil)["reason"] == .null)
  }

  @Test("have the keys that docs/json-output.md explains")
  func documentation() throws {
    let page = try RepositoryFiles.text(at: "docs/json-output.md")
    for match in loop(start: 1, Self.liveness).text(pretty: true).matches(of: #/"([a-zA-Z]+)":/#) {
      #expect(page.contains("`\(match.1)`"), "\(match.1) is not explained")
    }
  }
}
