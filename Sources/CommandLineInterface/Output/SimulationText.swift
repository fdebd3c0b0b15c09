import Counterexamples
import MeshCheck
import SourceText
import SpecLanguage

/// What random walks came across, as people read it.
struct SimulationText {
  private let report: TextReport
  private let palette: Palette
  private let isQuiet: Bool

  init(palette: Palette, isQuiet: Bool) {
    self.palette = palette
    self.isQuiet = isQuiet
    report = TextReport(palette: palette, isQuiet: isQuiet, titleWidth: 0)
  }

  /// All that is to be said, ending in a line break; with `isQuiet` only surprises.
  func text(of simulation: SimulationReport) -> String {
    guard simulation.base.treatment == .explored else { return report.text(of: simulation.base) }
    let surprises = simulation.properties.filter { !$0.isExpected }
    if isQuiet && surprises.isEmpty { return "" }
    var text = headline(of: simulation) + "\n"
    text += remarks(on: simulation).map { "    \($0)\n" }.joined()
    for diagnostic in simulation.base.diagnostics {
      let message = palette.isColored ? diagnostic.coloredText : diagnostic.text
      text += "\n" + report.indented(message, by: 2)
    }
    for property in surprises { text += "\n" + section(on: property, simulation) }
    if !isQuiet, let coverage = simulation.coverage, !coverage.isEmpty {
      text += "\n" + report.section(on: coverage)
    }
    return text
  }

  private func headline(of simulation: SimulationReport) -> String {
    let parts = [
      simulation.base.title, counted(simulation.walks, "walk"), counted(simulation.steps, "step"),
      "\(decimal(simulation.elapsed.inSeconds, places: 2)) s",
      "\(grouped(simulation.stepsPerSecond)) steps/s", conclusion(of: simulation),
    ]
    return parts.joined(separator: "  ")
  }

  private func conclusion(of simulation: SimulationReport) -> String {
    let wrong = simulation.properties.count { !$0.isExpected }
    let all = counted(simulation.properties.count, "property", "properties")
    return wrong == 0
      ? palette.paint("nothing unexpected", as: .inconclusive)
      : palette.paint("\(wrong) of \(all) not as expected", as: .notAsExpected)
  }

  // MARK: One line each

  private func remarks(on simulation: SimulationReport) -> [String] {
    var lines = [extent(of: simulation)]
    if isQuiet { return lines }
    let walks = counted(simulation.walks, "walk")
    let kinds: [(SimulatedProperty.Verdict, String)] = [
      (.notViolated, "not violated in \(walks)"), (.reached, "reached"),
      (.notReached, "not reached in \(walks)"),
      (.notChecked, "not checked, being about infinite runs"),
    ]
    for (verdict, words) in kinds {
      let names = simulation.properties.filter { $0.verdict == verdict && $0.isExpected }
        .map(\.name)
      if !names.isEmpty { lines.append("\(words): \(names.joined(separator: ", "))") }
    }
    for property in simulation.properties where property.isExpected {
      if property.verdict == .violated { lines.append("violated, as expected: \(property.name)") }
      if let range = property.measured {
        lines.append(
          "measure \(property.name): \(range.lowerBound)...\(range.upperBound) in these walks")
      }
    }
    return lines
  }

  /// What the walks were, and why not all of them went on.
  private func extent(of simulation: SimulationReport) -> String {
    let limits = simulation.limits
    var parts = ["seed \(limits.seed)"]
    if let walk = limits.onlyWalk { parts.append("walk \(walk) alone") }
    if let shard = limits.shard { parts.append("shard \(shard.index)/\(shard.count)") }
    parts.append("at most \(counted(limits.depthMax, "step")) each")
    if simulation.walksToTheLimit > 0 {
      let cut = simulation.walksToTheLimit
      parts.append(cut == simulation.walks ? "all went so far" : "\(grouped(cut)) went so far")
    }
    if simulation.walksOutsideConstraint > 0 {
      parts.append("\(grouped(simulation.walksOutsideConstraint)) left the constraint")
    }
    if simulation.lacksInitialState { parts.append("there is no initial state") }
    if let limit = simulation.limit {
      parts.append(limit == .cancelled ? "stopped" : limit.sentence)
    }
    return parts.joined(separator: ", ")
  }

  // MARK: What is not as expected

  private func section(on property: SimulatedProperty, _ simulation: SimulationReport) -> String {
    guard let spec = simulation.base.spec, let trace = property.trace else { return "" }
    let renderer = TextTraceRenderer(
      spec: spec, isColored: palette.isColored, command: simulation.command(repeating: property))
    return report.indented(renderer.render(trace), by: 2)
      + report.indented(origin(of: property, trace, simulation), by: 4)
  }

  private func origin(
    of property: SimulatedProperty, _ trace: Trace, _ simulation: SimulationReport
  ) -> String {
    guard let walk = property.walk, let before = property.stepsBefore, trace.initial != nil else {
      return ""
    }
    var text = "in \(grouped(property.walks)) of \(counted(simulation.walks, "walk"))"
    text +=
      before == trace.steps.count
      ? ", as walk \(walk) took it" : ", shortened from \(counted(before, "step")) of walk \(walk)"
    if let expected = property.expectedVerdict {
      text += "\nthe spec expects it to be \(expected.rawValue)"
    }
    return text
  }
}
