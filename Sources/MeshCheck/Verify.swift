/// Verifies one spec file, or every `*.mesh` in a folder and below.
///
/// ```swift
/// import MeshCheck
///
/// let report = try MeshCheck.verify(path: "specs/classics/twophase.mesh", parameters: ["rms": 3])
/// for spec in report.specs {
///   for property in spec.properties where !property.isExpected {
///     print(property.name, property.verdict, spec.traceText(of: property) ?? "")
///   }
/// }
/// ```
///
/// A parameter must exist in at least one of the files; those without it are verified as they are.
/// A spec that is wrong does not throw: its report is `.invalid` and holds the diagnostics.
///
/// - Parameter threads: threads of each search; as many as there are processors unless it is given.
///   The report does not depend on it.
/// - Throws: `VerificationError.file` when a file or folder cannot be read, `.parameters` when a
///   parameter is unknown or a value is out of its range.
public func verify(
  path: String, parameters: [String: Int64] = [:],
  limits: VerificationLimits = VerificationLimits(), threads: Int? = nil
) throws(VerificationError) -> VerificationReport {
  let assignments = parameters.sorted { $0.key < $1.key }.map {
    SpecReport.Parameter(name: $0.key, value: $0.value)
  }
  let start = ContinuousClock.now
  let verification = Verification(
    files: .system, settings: ParameterSettings(assignments: assignments), limits: limits,
    threadCount: max(1, threads ?? AvailableProcessors(files: .system).count()),
    clock: { ContinuousClock.now - start })
  return try verification.report(onPaths: [path])
}

/// Why nothing could be verified.
public enum VerificationError: Error, Hashable, Sendable {
  case file(FileFailure)
  case parameters(ParameterMistake)
}

extension Verification {
  /// All steps for all files that the paths mean.
  package func report(onPaths paths: [String]) throws(VerificationError) -> VerificationReport {
    let prepared = try prepareAll(paths)
    if let failure = prepared.compactMap(\.failure).first { throw .file(failure) }
    do {
      try prepared.validate(settings)
    } catch {
      throw .parameters(error)
    }
    let runs = prepared.flatMap(runs)
    return VerificationReport(specs: runs.map { report(on: $0) })
  }

  private func prepareAll(_ paths: [String]) throws(VerificationError) -> [PreparedSpec] {
    do {
      return try SpecFiles(files: files).paths(of: paths).map(prepare)
    } catch {
      throw .file(error)
    }
  }
}
