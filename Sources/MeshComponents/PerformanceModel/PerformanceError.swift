/// Why a model of performance has no answer.
public enum PerformanceError: Error, Hashable, Sendable {
  /// Of no requests there is no latency.
  case noRequests
  /// As much work comes as can be done, or more: the line grows for ever.
  case overloaded(utilisation: Double)
}
