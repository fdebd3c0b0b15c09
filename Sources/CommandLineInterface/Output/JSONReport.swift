package import Counterexamples
package import MeshCheck
import SourceText

/// A report as one JSON object; `docs/json-output.md` gives every key its meaning.
package enum JSONReport {
  /// - Parameter residentBytes: most memory that this process has had; nil when that is not known.
  package static func value(of report: VerificationReport, residentBytes: Int?) -> JSONValue {
    [
      "version": .string(programVersion),
      "outcome": .string(report.outcome.name),
      "exitCode": .integer(Int64(report.outcome.exitCode)),
      "residentBytes": residentBytes.map { .integer(Int64($0)) } ?? .null,
      "specs": .array(report.specs.map(value)),
    ]
  }

  private static func value(of spec: SpecReport) -> JSONValue {
    var failure: String?
    if case .failed(let message) = spec.treatment { failure = message }
    return [
      "file": .string(spec.file),
      "parameters": .object(
        spec.parameters.map { JSONValue.Member(key: $0.name, value: .integer($0.value)) }),
      "states": .integer(Int64(spec.states)),
      "transitions": .integer(Int64(spec.transitions)),
      "depth": .integer(Int64(spec.depth)),
      "complete": .bool(spec.isComplete),
      "limit": string(spec.limit?.name),
      "symmetry": spec.symmetry.map(value) ?? .null,
      "fairness": spec.fairness.map(value) ?? .null,
      "stateBits": .integer(Int64(spec.reduction.stateBits)),
      "constantBits": .integer(Int64(spec.reduction.constantBits)),
      "unreadBits": .integer(Int64(spec.reduction.unreadBits)),
      "unreadVariables": .array(spec.reduction.unreadVariables.map { .string($0) }),
      "unreadKept": .array(spec.reduction.unreadKept.map { .string($0) }),
      "withinConstraint": .bool(spec.isWithinConstraint),
      "seconds": .number(milliseconds(spec.elapsed)),
      "memoryBytes": .integer(Int64(spec.peakBytes)),
      "compressed": .bool(spec.isCompressed),
      "spilledBytes": .integer(Int64(spec.spilledBytes)),
      "spillFailure": string(spec.spillFailure),
      "engine": .string(spec.engine),
      "compilationSeconds": spec.compilation.map { .number(milliseconds($0)) } ?? .null,
      "compilationProcessorSeconds":
        spec.compilationProcessorTime.map { .number(milliseconds($0)) } ?? .null,
      "verdict": .string(verdict(of: spec)),
      "outcome": .string(spec.outcome.name),
      "failure": string(failure),
      "checkpointFailure": string(spec.savingFailure),
      "properties": .array(
        spec.properties.map { value(of: $0, TraceOutput(spec, isColored: false)) }),
      "expectations": .array(spec.expectations.map(value)),
      "coverage": spec.coverage.map(value) ?? .null,
      "diagnostics": .array(spec.diagnostics.map(value)),
    ]
  }

  private static func value(of symmetry: SymmetryReport) -> JSONValue {
    [
      "entities": .array(
        symmetry.entities.map { entity in
          [
            "name": .string(entity.name), "count": .integer(Int64(entity.count)),
            "exchanged": .bool(entity.obstacle == nil && symmetry.isUsed),
            "obstacle": string(entity.obstacle),
          ]
        }),
      "used": .bool(symmetry.isUsed),
      "exact": .bool(symmetry.isExact),
      "states": symmetry.states.map { .integer(Int64($0)) } ?? .null,
    ]
  }

  private static func value(of fairness: FairnessReport) -> JSONValue {
    [
      "assumed": .bool(fairness.isAssumed),
      "weak": .array(fairness.weak.map { .string($0) }),
      "strong": .array(fairness.strong.map { .string($0) }),
    ]
  }

  private static func verdict(of spec: SpecReport) -> String {
    switch spec.treatment {
    case .explored: (spec.verdict ?? .inconclusive).rawValue
    case .nothingToExplore: "nothing to explore"
    case .invalid: "invalid"
    case .failed: "failed"
    }
  }

  private static func value(
    of property: PropertyReport, _ output: TraceOutput
  ) -> JSONValue {
    [
      "name": .string(property.name),
      "kind": .string(property.kind.rawValue),
      "identifier": string(property.identifier),
      "verdict": .string(property.verdict.rawValue),
      "expected": .bool(property.isExpected),
      "expectedVerdict": .string(property.expectedVerdict.rawValue),
      "reason": string(property.reason),
      "file": .string(property.file),
      "line": property.line.map { .integer(Int64($0)) } ?? .null,
      "measure": property.measure.map { value(of: $0, output) } ?? .null,
      "trace": property.trace.map { output.steps(of: $0) } ?? .null,
      "loop": property.trace.map { output.loop(of: $0) } ?? .null,
    ]
  }

  private static func value(
    of measure: Measurement, _ output: TraceOutput
  ) -> JSONValue {
    [
      "least": .integer(measure.least),
      "greatest": .integer(measure.greatest),
      "leastTrace": measure.leastTrace.map { output.steps(of: $0) } ?? .null,
      "greatestTrace": measure.greatestTrace.map { output.steps(of: $0) } ?? .null,
    ]
  }

  private static func value(of expectation: ExpectationReport) -> JSONValue {
    let result =
      switch expectation.result {
      case .met: "met"
      case .unmet: "unmet"
      case .open: "open"
      }
    return [
      "text": .string(expectation.text), "line": .integer(Int64(expectation.line)),
      "result": .string(result), "finding": string(expectation.finding),
    ]
  }

  static func value(of coverage: CoverageReport) -> JSONValue {
    [
      "actionsNeverFired": .array(coverage.actionsNeverFired.map(value)),
      "branchesNeverTaken": .array(coverage.branchesNeverTaken.map(value)),
      "antecedentsNeverTrue": .array(coverage.antecedentsNeverTrue.map(value)),
      "casesNeverReached": .array(coverage.casesNeverReached.map { .string($0) }),
    ]
  }

  private static func value(of place: CoverageReport.Place) -> JSONValue {
    [
      "text": .string(place.text), "what": .string(place.what), "file": .string(place.file),
      "line": .integer(Int64(place.line)),
    ]
  }

  static func value(of diagnostic: DiagnosticReport) -> JSONValue {
    [
      "code": .string(diagnostic.code),
      "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message),
      "file": string(diagnostic.file),
      "line": diagnostic.position.map { .integer(Int64($0.line)) } ?? .null,
      "column": diagnostic.position.map { .integer(Int64($0.column)) } ?? .null,
    ]
  }

  private static func string(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// Seconds to the millisecond; more would be noise.
  private static func milliseconds(_ duration: Duration) -> Double {
    (duration.inSeconds * 1000).rounded() / 1000
  }
}

extension Outcome {
  /// Its name in JSON.
  package var name: String {
    switch self {
    case .asExpected: "asExpected"
    case .inconclusive: "inconclusive"
    case .notAsExpected: "notAsExpected"
    case .invalid: "invalid"
    case .failed: "failed"
    }
  }
}
