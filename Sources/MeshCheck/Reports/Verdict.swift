/// What a search can say of one property.
public enum Verdict: String, Sendable, CaseIterable {
  /// True in every state (or step, or run) that it is about, and all of them were looked at.
  case holds
  /// Some state, step or run breaks it; a trace shows the shortest way there.
  case violated
  /// A theorem whose left side is never true: nothing has been shown.
  case vacuous
  /// A `reachable` that no state meets.
  case unreachable
  /// The search could not tell; the reason says why. Never a pass.
  case inconclusive
}
