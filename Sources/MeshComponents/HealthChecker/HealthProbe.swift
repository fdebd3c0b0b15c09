/// Asks an instance whether it is well.
///
/// ```swift
/// struct AlwaysWell: HealthProbe {
///   func probe(_ instance: ServiceInstance) async -> ProbeOutcome { .passed }
/// }
/// ```
///
/// It is cancelled when its time is up, and then waited for, so it is to honour cancellation.
public protocol HealthProbe: Sendable {
  func probe(_ instance: ServiceInstance) async -> ProbeOutcome
}

/// How a probe has ended.
public enum ProbeOutcome: Hashable, Sendable {
  case passed
  case failed(ProbeFailure)
}

/// Why a probe has failed.
public enum ProbeFailure: Error, Hashable, Sendable {
  /// The health checker has waited long enough.
  case timedOut
  /// There was no answer, or none that could be understood.
  case unanswered(HTTPError)
  /// The answer was of a status that does not pass.
  case status(Int)
  /// Whatever else a probe of one's own looks at.
  case other(String)
}
