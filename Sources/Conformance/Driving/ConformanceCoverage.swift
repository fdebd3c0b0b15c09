/// What a check drives an implementation through, and so what passing it says.
public enum ConformanceCoverage: Hashable, Sendable {
  /// A complete suite: whoever passes and has at most `extraStates` states more than the spec
  /// answers as the spec on every sequence of calls.
  ///
  /// Many short runs. Their number grows with the power of `extraStates`, and with more than the
  /// edges of the spec.
  case complete(extraStates: Int = 0)
  /// Every edge at least once, in few long runs, each going on to the nearest edge that is left.
  ///
  /// Where an edge leads is looked at by the calls that happen to follow it, so nothing is proven;
  /// the cost is little more than one call an edge, for specs whose complete suite is too large.
  case everyEdge
}
