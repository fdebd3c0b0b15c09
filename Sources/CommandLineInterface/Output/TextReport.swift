package import MeshCheck
import SourceText

/// A report as people read it: one line for a spec that is as expected, details for what is not.
package struct TextReport {
  let palette: Palette
  /// Print only what is not as expected.
  let isQuiet: Bool
  /// Columns of the longest title, so that the numbers of several files stand below each other; 0
  /// for a single file.
  let titleWidth: Int

  package init(palette: Palette, isQuiet: Bool, titleWidth: Int) {
    self.palette = palette
    self.isQuiet = isQuiet
    self.titleWidth = titleWidth
  }

  /// All that is to be said of one spec, ending in a line break; empty when there is nothing.
  package func text(of spec: SpecReport) -> String {
    if isQuiet && spec.outcome == .asExpected { return "" }
    let sections = sections(of: spec)
    let lines = remarks(on: spec)
    var text = headline(of: spec) + "\n" + lines.map { "    \($0)\n" }.joined()
    for section in sections { text += "\n" + section }
    if !sections.isEmpty { text += "\n" }
    return text
  }

  /// The last line of a run.
  package func summary(of report: VerificationReport, elapsed: Duration) -> String {
    if isQuiet && report.outcome == .asExpected { return "" }
    let fileCount = Set(report.specs.map(\.file)).count
    var parts = [counted(fileCount, "spec")]
    if report.specs.count > fileCount { parts.append(counted(report.specs.count, "run")) }
    let words: [(Outcome, String)] = [
      (.asExpected, "as expected"), (.notAsExpected, "not as expected"),
      (.inconclusive, "inconclusive"), (.invalid, "with errors"), (.failed, "failed"),
    ]
    for (outcome, word) in words {
      let count = report.specs.count { $0.outcome == outcome }
      if count > 0 { parts.append(palette.paint("\(grouped(count)) \(word)", as: outcome)) }
    }
    return parts.joined(separator: ", ") + ", \(seconds(elapsed))\n"
  }

  // MARK: The first line

  private func headline(of spec: SpecReport) -> String {
    let title = padded(spec.title, to: titleWidth)
    switch spec.treatment {
    case .failed(let message):
      return "\(title)  \(palette.paint("failed", as: .failed)): \(message)"
    case .invalid:
      let errors = spec.diagnostics.count { $0.severity == .error }
      return "\(title)  \(palette.paint(counted(errors, "error"), as: .invalid))"
    case .nothingToExplore: return "\(title)  \(palette.paint("nothing to explore", .dim))"
    case .explored:
      let isAligned = titleWidth > 0
      let columns = [
        padded(counted(spec.states, "state"), to: isAligned ? 16 : 0),
        padded(counted(spec.transitions, "transition"), to: isAligned ? 22 : 0),
        padded("depth \(spec.depth)", to: isAligned ? 9 : 0),
        padded(seconds(spec.elapsed), to: isAligned ? 7 : 0),
        palette.paint(conclusion(of: spec), as: spec.outcome),
      ]
      return ([title] + columns).joined(separator: "  ")
    }
  }

  private func conclusion(of spec: SpecReport) -> String {
    let within = spec.isWithinConstraint ? " within the constraint" : ""
    let all = counted(spec.properties.count, "property", "properties")
    if spec.outcome == .asExpected { return "ok\(within) (\(all))" }
    let wrong = spec.properties.count { $0.outcome == .notAsExpected }
    let open = spec.properties.count { $0.outcome == .inconclusive }
    let unmet = spec.expectations.count { $0.result == .unmet && !$0.isAboutProperty }
    var parts: [String] = []
    if wrong > 0 { parts.append("\(wrong) of \(all) not as expected") }
    if open > 0 { parts.append("\(open) of \(all) inconclusive") }
    if unmet > 0 { parts.append("\(counted(unmet, "expectation")) not met") }
    if parts.isEmpty { parts.append("expectations left open") }
    return parts.joined(separator: ", ") + within
  }

  private func seconds(_ duration: Duration) -> String {
    "\(decimal(duration.inSeconds, places: 2)) s"
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
