@_exported public import Conformance
public import Testing

/// Expects that an implementation obeys a spec, edge by edge, inside a test of Swift Testing.
///
/// ```swift
/// @Test func obeysItsSpec() async throws {
///   let spec = try ConformanceModel(path: "Specs/counter.mesh")
///   try await expectConformance(of: CounterAdapter(), to: spec)
/// }
/// ```
///
/// When the implementation answers what the spec does not allow, one issue is recorded where this
/// is called: a run as short as it goes, with what the spec allows and what the implementation
/// said, and the calls to replay it with.
///
/// - Parameter coverage: what is driven, a complete suite unless it says otherwise.
/// - Returns: the counts of the check, for further expectations.
/// - Throws: `ConformanceError` when there is nothing to hold the implementation to, or too much.
@discardableResult
public func expectConformance(
  of implementation: some ImplementationUnderTest, to spec: ConformanceModel,
  coverage: ConformanceCoverage = .complete(), limits: ConformanceLimits = ConformanceLimits(),
  sourceLocation: SourceLocation = #_sourceLocation
) async throws(ConformanceError) -> ConformanceReport {
  let report = try await spec.check(implementation, coverage: coverage, limits: limits)
  if let divergence = report.divergence {
    Issue.record(
      """
      the implementation does not obey the spec:
      \(divergence)
      to replay: \(divergence.calls)
      """, sourceLocation: sourceLocation)
  }
  return report
}

/// Expects that one run, replayed, is allowed by the spec: for a divergence that has been mended.
///
/// ```swift
/// try await expectConformance(
///   of: CounterAdapter(), to: spec, along: ["counter.increment()", "counter.increment()"])
/// ```
/// - Throws: `ConformanceError.noSuchCall` for a call that the spec does not allow there.
public func expectConformance(
  of implementation: some ImplementationUnderTest, to spec: ConformanceModel,
  along calls: [String], limits: ConformanceLimits = ConformanceLimits(),
  sourceLocation: SourceLocation = #_sourceLocation
) async throws(ConformanceError) {
  if let divergence = try await spec.replay(calls, on: implementation, limits: limits) {
    Issue.record(
      "the implementation does not obey the spec:\n\(divergence)", sourceLocation: sourceLocation)
  }
}
