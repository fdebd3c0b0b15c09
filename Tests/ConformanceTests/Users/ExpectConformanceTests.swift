import ConformanceTesting
import MeshComponents
import TestSupport
import Testing

@Suite("A user's test")
struct ExpectConformanceTests {
  /// The spec on the page for users.
  static func spec(set parameters: [String: Int64] = [:]) throws -> ConformanceModel {
    let blocks = try RepositoryFiles.blocks(in: "docs/conformance.md")
    let text = try #require(blocks.first { $0.language == "mesh" }?.text)
    return try ConformanceModel(text: text, set: parameters)
  }

  @Test("passes for a counter that obeys its spec", arguments: 1...4)
  func conforms(limit: Int) async throws {
    let spec = try Self.spec(set: ["limit": Int64(limit)])
    let report = try await expectConformance(
      of: TurnCounterAdapter(limit: limit), to: spec, coverage: .complete(extraStates: 1))
    #expect(report.states == limit + 1 && report.edgesDriven == report.edges)
  }

  @Test("has one issue, at its own line, for a counter that does not, and it replays")
  func diverges() async throws {
    let spec = try Self.spec(set: ["limit": 2])
    let line = #line + 3
    var calls: [String] = []
    try await withKnownIssue {
      let report = try await expectConformance(of: TurnCounterAdapter(limit: 3), to: spec)
      calls = report.divergence?.calls ?? []
    } matching: { issue in
      issue.sourceLocation?.line == line
        && issue.comments.first?.rawValue == """
          the implementation does not obey the spec:
              call                 the spec allows   the implementation said
          1   counter.increment()  1                 1
          2   counter.increment()  2                 2
          3   counter.increment()  1                 3   <- differs
          to replay: ["counter.increment()", "counter.increment()", "counter.increment()"]
          """
    }
    #expect(calls.count == 3)
    await withKnownIssue {
      try await expectConformance(of: TurnCounterAdapter(limit: 3), to: spec, along: calls)
    }
    try await expectConformance(of: TurnCounterAdapter(limit: 2), to: spec, along: calls)
  }

  @Test("is told what is wrong with a spec, a setting or a call")
  func mistakes() async throws {
    #expect(throws: ConformanceError.self) { try ConformanceModel(path: "nowhere.mesh") }
    func message(_ body: () throws(ConformanceError) -> ConformanceModel) -> String? {
      do throws(ConformanceError) {
        _ = try body()
        return nil
      } catch {
        return error.description
      }
    }
    let text = "param n: 1...3 = 1\nvar x: 0...3 = n\naction go() { x = 0 }\n"
    #expect(
      message { () throws(ConformanceError) in try ConformanceModel(text: text) }
        == "the spec has an action of its own, 'go': only variables declared 'open' can be driven")
    #expect(
      message { () throws(ConformanceError) in try ConformanceModel(text: text, set: ["m": 1]) }
        == "error: there is no parameter 'm' [MC0309]\n")
    await #expect(throws: ConformanceError.self) {
      try await expectConformance(
        of: TurnCounterAdapter(limit: 3), to: try Self.spec(), along: ["counter.decrement()"])
    }
  }

  @Test("reads a spec from a file with its imports")
  func file() async throws {
    let model = try ConformanceModel(
      path: "\(RepositoryFiles.root)/specs/components/breaker.mesh")
    let report = try await model.check(
      BreakerAdapter(
        configuration: .init(failureThreshold: 2, cooldown: .seconds(2), probes: 2)))
    #expect(report.conforms && report.states == 91 && report.edgesDriven == 623)
  }
}
