import MeshCheck
import SourceText
import TestSupport
import Testing

/// Verifies a text as the file `spec.mesh`, in memory.
func allVerified(
  _ text: String, set: [String: Int64] = [:], sweep: [ParameterSettings.Sweep] = [],
  limits: VerificationLimits = VerificationLimits(memoryBytesMax: 64 << 20),
  others: [String: String] = [:]
) throws -> [SpecReport] {
  let files = MemoryFiles(others.merging(["spec.mesh": text]) { $1 })
  let assignments = set.sorted { $0.key < $1.key }.map {
    SpecReport.Parameter(name: $0.key, value: $0.value)
  }
  let verification = Verification(
    files: files.access, settings: ParameterSettings(assignments: assignments, sweeps: sweep),
    limits: limits, clock: { .zero })
  return try verification.report(onPaths: ["spec.mesh"]).specs
}

/// The only report on a text; fails the test when the spec is wrong.
func verified(
  _ text: String, set: [String: Int64] = [:],
  limits: VerificationLimits = VerificationLimits(memoryBytesMax: 64 << 20),
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> SpecReport {
  let all = try allVerified(text, set: set, limits: limits)
  let first = try #require(all.first, sourceLocation: sourceLocation)
  for diagnostic in first.diagnostics where diagnostic.severity == .error {
    Issue.record("\(diagnostic.text)", sourceLocation: sourceLocation)
  }
  return first
}

extension SpecReport {
  /// `Name: verdict` of every property, in order.
  var verdicts: [String] { properties.map { "\($0.name): \($0.verdict.rawValue)" } }

  func property(_ name: String) throws -> PropertyReport {
    try #require(properties.first { $0.name == name }, "there is no property \(name)")
  }
}
