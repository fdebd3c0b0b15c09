/// What the loop of an infinite run does with the actions that are fair, as lines.
struct FairnessRenderer {
  /// More actions than this are counted, not listed.
  private static let actionsMax = 10

  let paint: Paint

  func lines(of summary: LassoSummary) -> [String] {
    let actions = summary.decisiveActions
    let shown = actions.prefix(Self.actionsMax)
    let column = shown.map(\.label.count).max() ?? 0
    var lines = [summary.fairnessText + (actions.isEmpty ? "" : ":")]
    lines += shown.map { action in
      let strength = action.isStrong ? " (strongly fair)" : ""
      let text = action.isStarved ? paint(action.text, .bad) : action.text
      return "  " + action.label.padded(to: column) + "   " + text + paint(strength, .faint)
    }
    if actions.count > shown.count { lines.append("  and \(actions.count - shown.count) more") }
    return lines + summary.hints
  }
}
