package import Counterexamples

/// What was found out about one property, declared or implicit.
public struct PropertyReport: Sendable {
  /// What sort of claim it is. The raw value is its name in JSON and JUnit.
  public enum Kind: String, Sendable, CaseIterable {
    case invariant, step, property, theorem, reachable, measure
    /// A state without any step; there is always one of these.
    case deadlock
    /// A `test "…" { … }`.
    case test
    // Implicit claims: reported only where they are broken.
    case range, capacity, precondition, postcondition, assertion, index, unwrap, arithmetic, empty
  }

  /// Unique in its spec but for implicit violations, which may happen at several places.
  public var name: String
  public var kind: Kind
  /// A theorem's number in the document: `6.1`.
  public var identifier: String?
  public var verdict: Verdict
  /// The file that states it, as the import resolved it.
  public var file: String
  /// Where it is stated, from 1; nil for `deadlock`.
  public var line: Int?
  /// Why the verdict is what it is, where the name alone does not say: one sentence, no full stop.
  public var reason: String?
  /// What the file, or else the kind, says the verdict is to be.
  public var expectedVerdict: Verdict
  /// Whether an `expect` stands behind `expectedVerdict`.
  public var hasExpectation: Bool
  /// Least and greatest value of a measure; nil for anything else, and when no state was seen.
  public var measure: Measurement?
  /// The shortest way to a violation, or to a state that a `reachable` asks for.
  package var trace: Trace?

  package init(
    name: String, kind: Kind, verdict: Verdict, file: String, line: Int?, reason: String? = nil,
    trace: Trace? = nil
  ) {
    self.name = name
    self.kind = kind
    self.verdict = verdict
    self.file = file
    self.line = line
    self.reason = reason
    self.trace = trace
    expectedVerdict = .holds
    hasExpectation = false
  }

  /// The verdict is the one that was to be.
  public var isExpected: Bool { verdict == expectedVerdict }

  public var outcome: Outcome {
    if isExpected { return .asExpected }
    return verdict == .inconclusive ? .inconclusive : .notAsExpected
  }
}

/// The least and greatest value of a measure over the states that were seen.
public struct Measurement: Sendable {
  public var least: Int64
  public var greatest: Int64
  package var leastTrace: Trace?
  package var greatestTrace: Trace?

  package init(
    least: Int64, greatest: Int64, leastTrace: Trace? = nil, greatestTrace: Trace? = nil
  ) {
    self.least = least
    self.greatest = greatest
    self.leastTrace = leastTrace
    self.greatestTrace = greatestTrace
  }
}
