import MeshCheck
import SourceText
import TestSupport
import Testing

/// Takes random walks through a text as the file `spec.mesh`, in memory.
func walked(
  _ text: String, set: [String: Int64] = [:], _ limits: SimulationLimits,
  shouldStop: (@Sendable () -> Bool)? = nil,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> SimulationReport {
  let files = MemoryFiles(["spec.mesh": text])
  let settings = ParameterSettings(
    assignments: set.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) })
  let verification = Verification(
    files: files.access, settings: settings, limits: VerificationLimits(), clock: { .zero })
  let prepared = verification.prepare("spec.mesh")
  let report = verification.simulate(
    verification.runs(of: prepared)[0], limits: limits, shouldStop: shouldStop)
  for diagnostic in report.base.diagnostics where diagnostic.severity == .error {
    Issue.record("\(diagnostic.text)", sourceLocation: sourceLocation)
  }
  try #require(report.base.treatment == .explored, sourceLocation: sourceLocation)
  return report
}

extension SimulationReport {
  /// `Name: verdict` of every property, in order.
  var verdicts: [String] { properties.map { "\($0.name): \($0.verdict.rawValue)" } }

  func property(_ name: String) throws -> SimulatedProperty {
    try #require(properties.first { $0.name == name }, "there is no property \(name)")
  }

  /// Everything that must not depend on threads and shards.
  var summary: [String] {
    ["\(walks) walks, \(steps) steps, deepest \(deepest), \(walksToTheLimit) to the limit"]
      + actions.map { "\($0.name) \($0.taken)" } + ["\(String(describing: coverage))"]
      + properties.map {
        """
        \($0.name) \($0.verdict) in \($0.walks), walk \($0.walk ?? -1) at \($0.stepsBefore ?? -1), \
        \(String(describing: $0.measured)), \(String(describing: $0.trace))
        """
      }
  }
}
