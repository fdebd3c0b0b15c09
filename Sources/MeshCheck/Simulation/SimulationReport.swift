package import Counterexamples
import SpecLanguage

/// What random walks through one spec came across. It never says that anything holds.
package struct SimulationReport: Sendable {
  /// File, parameters, diagnostics, spec: what a search would say of the same run before it begins.
  package var base: SpecReport
  package var limits: SimulationLimits
  /// There is none, so there was no walk.
  package var lacksInitialState = false
  /// Walks that went to their ends.
  package var walks = 0
  /// Steps taken.
  package var steps = 0
  /// The most steps of one walk.
  package var deepest = 0
  package var walksToTheLimit = 0
  package var walksOutsideConstraint = 0
  /// Why not all walks were taken; nil when they were.
  package var limit: ReachedLimit?
  /// Of the walks alone.
  package var elapsed: Duration = .zero
  /// Declared ones in their order, then `deadlock`, then broken implicit rules.
  package var properties: [SimulatedProperty] = []
  /// How often each action was taken, in the order of their declarations.
  package var actions: [ActionCount] = []
  /// What no walk ever used; nil when nothing was walked.
  package var coverage: CoverageReport?

  package struct ActionCount: Hashable, Sendable {
    package var name: String
    package var taken: Int
  }

  init(base: SpecReport, limits: SimulationLimits) {
    self.base = base
    self.limits = limits
  }

  package var stepsPerSecond: Int {
    elapsed > .zero ? Int(Double(steps) / elapsed.inSeconds) : 0
  }

  /// 1 when something is violated that the file does not expect to be; else inconclusive, since
  /// walks show nothing about what they did not come across.
  package var outcome: Outcome {
    switch base.treatment {
    case .failed: .failed
    case .invalid: .invalid
    case .nothingToExplore: .inconclusive
    case .explored: properties.contains { !$0.isExpected } ? .notAsExpected : .inconclusive
    }
  }

  /// The command line that takes the walk of a finding again, and only that.
  package func command(repeating property: SimulatedProperty) -> String {
    let settings =
      base.changedParameters.map { " --set \($0.name)=\($0.value)" }
    var command = "meshcheck simulate \(base.file)" + settings.joined()
    command += " --seed \(limits.seed) --walk \(property.walk ?? 0)"
    let depth = max(property.stepsBefore ?? 0, 1)
    return depth > SimulationLimits.defaultDepth ? command + " --depth \(depth)" : command
  }

  /// As if a search had stopped at a limit, for what knows only those: what was not found is
  /// inconclusive.
  package var asSpecReport: SpecReport {
    var report = base
    report.limit = limit ?? .cancelled
    report.transitions = steps
    report.depth = deepest
    report.properties = properties.map { $0.asPropertyReport(walks: walks) }
    return report
  }
}

/// What random walks came across of one property.
package struct SimulatedProperty: Sendable {
  package enum Verdict: String, Sendable {
    case violated
    case notViolated = "not violated"
    /// Of a `reachable`.
    case reached
    case notReached = "not reached"
    /// Of a measure, whose values are there.
    case measured
    /// Of a property of infinite runs.
    case notChecked = "not checked"
  }

  package var name: String
  package var kind: PropertyReport.Kind
  /// A theorem's number in the document.
  package var identifier: String?
  package var verdict: Verdict
  package var file: String
  /// From 1; nil for `deadlock`.
  package var line: Int?
  /// What an `expect` says the verdict is to be: of `verify`, so `holds` is among them.
  package var expectedVerdict: MeshCheck.Verdict?
  /// The values that a measure had.
  package var measured: ClosedRange<Int64>?
  /// The first walk that came across it after the fewest steps.
  package var walk: Int?
  /// In how many walks it was.
  package var walks = 0
  /// Steps of that walk up to there, before it was shortened.
  package var stepsBefore: Int?
  package var trace: Trace?

  init(name: String, kind: PropertyReport.Kind, verdict: Verdict, file: String, line: Int?) {
    self.name = name
    self.kind = kind
    self.verdict = verdict
    self.file = file
    self.line = line
  }

  /// Nothing was found that the file does not expect.
  package var isExpected: Bool {
    switch verdict {
    case .violated: expectedVerdict == .violated
    case .reached: expectedVerdict != .unreachable
    case .notViolated, .notReached, .measured, .notChecked: true
    }
  }

  fileprivate func asPropertyReport(walks all: Int) -> PropertyReport {
    let verdict: MeshCheck.Verdict =
      switch self.verdict {
      case .violated: .violated
      case .reached: .holds
      case .notViolated, .notReached, .measured, .notChecked: .inconclusive
      }
    var report = PropertyReport(
      name: name, kind: kind, verdict: verdict, file: file, line: line, trace: trace)
    report.identifier = identifier
    if verdict == .inconclusive {
      report.reason = "\(self.verdict.rawValue) in \(counted(all, "random walk"))"
    }
    if let expectedVerdict {
      report.expectedVerdict = expectedVerdict
      report.hasExpectation = true
    }
    return report
  }
}
