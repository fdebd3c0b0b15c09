import SpecLanguage

/// What temporal properties take for granted of every run.
public struct FairnessReport: Sendable, Hashable {
  /// False when they are about all runs, whatever the file says of its actions.
  public var isAssumed: Bool
  /// Actions that are taken again and again when they stay enabled, in the order of the
  /// declarations, `tick` last; none when nothing is assumed.
  public var weak: [String] = []
  /// Actions that are taken again and again when they are enabled again and again.
  public var strong: [String] = []

  /// Nil when the spec has no temporal property.
  init?(_ spec: TypedSpec, isAssumed: Bool) {
    guard spec.properties.contains(where: \.isTemporal) else { return nil }
    self.isAssumed = isAssumed
    guard isAssumed else { return }
    for action in spec.actions {
      let name = action.name.withoutKeyPlaceholders
      switch action.fairness {
      case .none: continue
      case .weak: if !weak.contains(name) { weak.append(name) }
      case .strong: if !strong.contains(name) { strong.append(name) }
      }
    }
    if !spec.tickHandlers.isEmpty { weak.append("tick") }
  }

  /// As the text report says it.
  package var sentence: String {
    guard isAssumed else { return "no fairness is assumed (--without-fairness)" }
    let parts = [("weak", weak), ("strong", strong)].filter { !$1.isEmpty }
      .map { "\($0) for \($1.joined(separator: ", "))" }
    return parts.isEmpty
      ? "fairness: no action is fair" : "fairness: \(parts.joined(separator: "; "))"
  }
}
