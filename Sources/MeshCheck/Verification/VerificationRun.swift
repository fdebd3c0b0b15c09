import SourceText
import SpecLanguage

/// One file under one set of parameters, before it is explored.
package struct VerificationRun: Sendable {
  package let prepared: PreparedSpec
  let plan: RunPlan.Run

  /// As the report's title will be.
  package var title: String { emptyReport.title }

  /// What is known before the search.
  package var emptyReport: SpecReport {
    var report = SpecReport(file: prepared.path, treatment: treatment)
    report.parameters = prepared.parameters.map {
      SpecReport.Parameter(name: $0.name, value: plan.overrides[$0.name] ?? $0.value)
    }
    report.changedParameters = report.parameters.filter { plan.overrides[$0.name] != nil }
    if let loaded = prepared.loaded {
      report.diagnostics = prepared.diagnostics.reports(in: loaded.sources)
    }
    return report
  }

  private var treatment: SpecReport.Treatment {
    if let failure = prepared.failure { return .failed(failure.message) }
    if prepared.spec == nil { return .invalid }
    return prepared.isLibrary ? .nothingToExplore : .explored
  }
}
