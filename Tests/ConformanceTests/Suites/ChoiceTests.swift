import Conformance
import Testing

/// Specs that allow several answers, or do not say which of several states follows.
@Suite("A spec with choices")
struct ChoiceTests {
  /// Keeps up to two numbers and gives back any of them, or the one that it was made to prefer.
  static let bag = """
    component Keep {
        enum Policy { low, high }
        var policy: Policy = any
        var isKept: [0...1: Bool] = false
        transition put(n: 0...1) when !isKept[n] { isKept[n] = true }
        transition take() -> 0...1 when isKept[0] || isKept[1] {
            var taken: 0...1 = 0
            if isKept[0] && isKept[1] {
                taken = policy == .low ? 0 : 1
            } else if isKept[1] {
                taken = 1
            }
            isKept[taken] = false
            return taken
        }
    }
    var keep: open Keep
    """

  struct Keep: ImplementationUnderTest {
    enum Rule: CaseIterable { case low, high, alternating, losesTheOther }
    let rule: Rule
    private var kept: Set<Int64> = []
    private var takes = 0

    init(rule: Rule) { self.rule = rule }

    mutating func reset() { self = Keep(rule: rule) }

    mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
      if call.transition == "put" {
        if case .integer(let number)? = call.arguments.last { kept.insert(number) }
        return .nothing
      }
      let isChoice = kept.count == 2
      if isChoice { takes += 1 }
      let takesLow =
        switch rule {
        case .low, .losesTheOther: true
        case .high: false
        case .alternating: takes % 2 == 1
        }
      guard let taken = takesLow ? kept.min() : kept.max() else { return .nothing }
      kept.remove(taken)
      if isChoice && rule == .losesTheOther { kept = [0] }
      return .integer(taken)
    }
  }

  @Test("is obeyed by whoever keeps to one of them", arguments: [Keep.Rule.low, .high])
  func allowed(rule: Keep.Rule) async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.bag))
    #expect(graph.initial.count == 2)
    let check = try ConformanceCheck(graph: graph)
    let report = await check.run(Keep(rule: rule))
    #expect(report.divergence?.description == nil)
    #expect(report.edgesDriven < graph.edgeCount && report.runs < check.plannedRuns ?? 0)
  }

  @Test("is not obeyed by who answers now by one and then by another", arguments: 1...2)
  func mixed(extraStates: Int) async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.bag))
    let check = try ConformanceCheck(graph: graph, coverage: .complete(extraStates: extraStates))
    let report = await check.run(Keep(rule: .alternating))
    let divergence = try #require(report.divergence)
    #expect(divergence.steps.last?.allowed == "0" && divergence.steps.last?.observed == "1")
    let replayed = try await check.replay.run(divergence.calls, on: Keep(rule: .alternating))
    #expect(replayed?.steps == divergence.steps)
  }

  @Test("is not obeyed by who answers rightly and forgets the rest")
  func forgetful() async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.bag))
    let report = await (try ConformanceCheck(graph: graph))
      .run(Keep(rule: .losesTheOther))
    #expect(report.divergence?.steps.count == 4)
  }
}
