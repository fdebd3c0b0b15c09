/// An implementation being driven: runs made so far, the edges they went, and what they showed.
struct ConformanceExecution<Implementation: ImplementationUnderTest> {
  typealias Run = ConformanceRun<Implementation>

  let graph: TransitionGraph
  let observable: ObservableGraph
  private let implementation: Implementation
  private(set) var report: ConformanceReport
  /// By number of an edge of the observable graph.
  private(set) var isDriven: [Bool]
  /// The shortest run so far that diverged.
  private(set) var divergent: Run?

  init(
    graph: TransitionGraph, observable: ObservableGraph, implementation: Implementation
  ) {
    self.graph = graph
    self.observable = observable
    self.implementation = implementation
    report = ConformanceReport(
      states: graph.edges.count, edges: graph.edgeCount, runs: 0, calls: 0)
    isDriven = Array(repeating: false, count: observable.edges.all.count)
  }

  /// A run that has made no call.
  mutating func begin() async -> Run {
    report.runs += 1
    return await Run(of: implementation, on: graph, observedAs: observable)
  }

  /// Makes one more call of a run.
  mutating func make(_ call: Int, in run: inout Run) async -> Run.Answer {
    let answer = await run.make(call)
    switch answer {
    case .allowed(let edge):
      report.calls += 1
      isDriven[edge] = true
    case .divergent:
      report.calls += 1
      divergent = run
    case .notCalled: break
    }
    return answer
  }

  /// Makes a run, as far as its calls are allowed.
  /// - Returns: whether it diverged.
  private mutating func make(_ calls: [Int]) async -> Bool {
    var run = await begin()
    for call in calls {
      switch await make(call, in: &run) {
      case .allowed: break
      case .divergent: return true
      case .notCalled: return false
      }
    }
    return false
  }

  /// Leaves out of a long divergence what comes before its last few calls: the state in which these
  /// begin is gone to by a shortest way instead.
  ///
  /// The last call is tried first, then the last two, four and so on, until the run diverges again.
  mutating func cut() async {
    guard let run = divergent else { return }
    let calls = run.calls
    var kept = 1
    while kept < calls.count {
      let start = calls.count - kept
      let way = observable.calls(to: run.state(before: start))
      if way.count < start, await make(way + calls[start...]) { return }
      kept *= 2
    }
  }

  /// Leaves out of the divergence whatever it diverges without.
  ///
  /// Blocks of calls are tried, large ones first, until no single one can go (Zeller and
  /// Hildebrandt, "Simplifying and isolating failure-inducing input", IEEE TSE 28(2), 2002,
  /// doi:10.1109/32.988498, by complements alone).
  mutating func shorten() async {
    guard var calls = divergent?.calls else { return }
    var size = calls.count / 2
    while size > 0 {
      var start = 0
      var isShorter = false
      // The last call is the one that differs, so it stays.
      while start + size < calls.count {
        if await make(Array(calls[..<start] + calls[(start + size)...])), let divergent {
          calls = divergent.calls
          isShorter = true
        } else {
          start += 1
        }
      }
      size = isShorter ? min(size, calls.count / 2) : size / 2
    }
  }

  /// The report, with the edges of the transition graph that were driven: those that explain an
  /// answer.
  var finished: ConformanceReport {
    var report = report
    report.divergence = divergent.map { ConformanceDivergence(steps: $0.description) }
    guard let members = observable.members else {
      report.edgesDriven = isDriven.count { $0 }
      return report
    }
    var driven: Set<Int> = []
    for (state, members) in members.enumerated() {
      for number in observable.edges.numbers(of: state) where isDriven[number] {
        let edge = observable.edges.all[number]
        for other in members.flatMap({ graph.edges.numbers(of: $0) }) {
          let candidate = graph.edges.all[other]
          if candidate.call == edge.call && candidate.result == edge.result {
            driven.insert(other)
          }
        }
      }
    }
    report.edgesDriven = driven.count
    return report
  }
}
