import Counterexamples
import MeshCheck

/// What random walks came across, as one JSON object; `docs/json-output.md` gives every key its
/// meaning.
enum SimulationJSON {
  static func value(of report: SimulationReport) -> JSONValue {
    let base = report.base
    var failure: String?
    if case .failed(let message) = base.treatment { failure = message }
    return [
      "version": .string(programVersion),
      "outcome": .string(report.outcome.name),
      "exitCode": .integer(Int64(report.outcome.exitCode)),
      "file": .string(base.file),
      "parameters": .object(
        base.parameters.map { JSONValue.Member(key: $0.name, value: .integer($0.value)) }),
      "seed": .integer(Int64(report.limits.seed)),
      "shard": report.limits.shard.map { .string("\($0.index)/\($0.count)") } ?? .null,
      "onlyWalk": optional(report.limits.onlyWalk),
      "depthLimit": .integer(Int64(report.limits.depthMax)),
      "walks": .integer(Int64(report.walks)),
      "walksToTheLimit": .integer(Int64(report.walksToTheLimit)),
      "walksOutsideConstraint": .integer(Int64(report.walksOutsideConstraint)),
      "steps": .integer(Int64(report.steps)),
      "deepest": .integer(Int64(report.deepest)),
      "limit": report.limit.map { .string($0.name) } ?? .null,
      "seconds": .number((report.elapsed.inSeconds * 1000).rounded() / 1000),
      "stepsPerSecond": .integer(Int64(report.stepsPerSecond)),
      "failure": failure.map { .string($0) } ?? .null,
      "properties": .array(report.properties.map { value(of: $0, in: report) }),
      "actions": .object(
        report.actions.map { JSONValue.Member(key: $0.name, value: .integer(Int64($0.taken))) }),
      "coverage": report.coverage.map(JSONReport.value) ?? .null,
      "diagnostics": .array(base.diagnostics.map(JSONReport.value)),
    ]
  }

  private static func value(
    of property: SimulatedProperty, in report: SimulationReport
  ) -> JSONValue {
    let isFound = property.walk != nil
    return [
      "name": .string(property.name),
      "kind": .string(property.kind.rawValue),
      "identifier": property.identifier.map { .string($0) } ?? .null,
      "verdict": .string(property.verdict.rawValue),
      "expected": .bool(property.isExpected),
      "file": .string(property.file),
      "line": optional(property.line),
      "least": property.measured.map { .integer($0.lowerBound) } ?? .null,
      "greatest": property.measured.map { .integer($0.upperBound) } ?? .null,
      "walks": .integer(Int64(property.walks)),
      "walk": optional(property.walk),
      "stepsBefore": optional(property.stepsBefore),
      "command": isFound ? .string(report.command(repeating: property)) : .null,
      "trace": property.trace.map {
        TraceOutput(report.base, isColored: false).steps(of: $0)
      } ?? .null,
    ]
  }

  private static func optional(_ number: Int?) -> JSONValue {
    number.map { .integer(Int64($0)) } ?? .null
  }
}
