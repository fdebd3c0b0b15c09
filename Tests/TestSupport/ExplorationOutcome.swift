package import Engine

/// What is compared of two explorations: everything but time and memory.
package struct ExplorationOutcome: Equatable {
  package var counts: [Int]
  package var stop: ExplorationStop?
  package var findings: [[EngineStep]]
  package var kinds: [Finding.Kind]
  package var measures: [[Int64]?]
  package var measurePaths: [[[EngineStep]]?]
  package var fired: [Int]
  package var branches: [Bool]
  package var cases: [Set<Int>]
  package var represented: RepresentedStates?

  package init(_ exploration: Exploration) {
    counts = [
      exploration.states, exploration.transitions, exploration.depth, exploration.constrained,
    ]
    stop = exploration.stop
    findings = exploration.findings.map(\.path)
    kinds = exploration.findings.map(\.kind)
    measures = exploration.measures.map { $0.map { [$0.least, $0.greatest] } }
    measurePaths = exploration.measures.map { $0.map { [$0.leastPath, $0.greatestPath] } }
    fired = exploration.fired
    branches = exploration.branchesTaken
    cases = exploration.casesSeen
    represented = exploration.represented
  }
}
