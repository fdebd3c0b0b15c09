import Counterexamples
import MeshCheck
import SourceText
import SpecLanguage

/// What became of mutants, as one JSON object; `docs/json-output.md` gives every key its meaning.
enum MutationJSON {
  static func value(of reports: [MutationReport], minimumScore: Int?) -> JSONValue {
    let outcome = reports.map { $0.outcome(minimumScore: minimumScore) }.max() ?? .asExpected
    return [
      "version": .string(programVersion),
      "outcome": .string(outcome.name),
      "exitCode": .integer(Int64(outcome.exitCode)),
      "minimumScore": minimumScore.map { .integer(Int64($0)) } ?? .null,
      "specs": .array(reports.map { value(of: $0, minimumScore) }),
    ]
  }

  private static func value(of report: MutationReport, _ minimumScore: Int?) -> JSONValue {
    let parameters = report.originals.first?.parameters ?? []
    return [
      "file": .string(report.originals.first?.file ?? ""),
      "parameters": .object(
        parameters.map { JSONValue.Member(key: $0.name, value: .integer($0.value)) }),
      "runs": .integer(Int64(report.originals.count)),
      "outcome": .string(report.outcome(minimumScore: minimumScore).name),
      "interrupted": .bool(report.isInterrupted),
      "tried": .integer(Int64(report.triedCount)),
      "counts": .object(
        MutantReport.Status.allCases.map { status in
          JSONValue.Member(
            key: status.rawValue, value: .integer(Int64(report.count(status))))
        }),
      "score": report.score.map { .number(($0 * 100).rounded() / 100) } ?? .null,
      "seconds": .number((report.elapsed.inSeconds * 1000).rounded() / 1000),
      "mutants": .array(report.mutants.map(value)),
      "properties": .array(report.tallies.map(value)),
      "idleNotes": .array(
        report.idleNotes.map { note in
          [
            "file": .string(note.file), "line": .integer(Int64(note.line)),
            "reason": .string(note.reason),
          ]
        }),
    ]
  }

  private static func value(of mutant: MutantReport) -> JSONValue {
    [
      "file": .string(mutant.file),
      "line": .integer(Int64(mutant.position.line)),
      "column": .integer(Int64(mutant.position.column)),
      "operation": .string(mutant.operation.rawValue),
      "before": .string(mutant.before),
      "after": .string(mutant.after),
      "status": .string(mutant.status.rawValue),
      "first": mutant.first.map { .string($0) } ?? .null,
      "noticedBy": .array(
        mutant.noticedBy.map { noticing in
          [
            "name": .string(noticing.name),
            "steps": noticing.steps.map { .integer(Int64($0)) } ?? .null,
          ]
        }),
      "run": mutant.run.map { .string($0) } ?? .null,
      "difference": mutant.difference.map { .string($0) } ?? .null,
      "reason": mutant.reason.map { .string($0) } ?? .null,
    ]
  }

  private static func value(of tally: MutationReport.PropertyTally) -> JSONValue {
    [
      "name": .string(tally.name),
      "noticed": .integer(Int64(tally.noticed)),
      "alone": .integer(Int64(tally.alone)),
      "first": .integer(Int64(tally.first)),
    ]
  }
}
