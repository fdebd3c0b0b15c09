package import SpecLanguage

/// A trace as a Markdown document that reads well on GitHub.
package struct MarkdownTraceRenderer: Sendable {
  private let spec: TypedSpec
  /// The command that finds the trace again.
  private let command: String?

  package init(spec: TypedSpec, command: String? = nil) {
    self.spec = spec
    self.command = command
  }

  /// The whole document, ending in a line break.
  package func render(_ trace: Trace) -> String {
    var sections = [heading(of: trace)]
    if let initial = trace.initial { sections.append(section(initial: initial)) }
    if !trace.steps.isEmpty { sections.append(section(stepsOf: trace)) }
    if let explanation = trace.explanation { sections.append(section(explanation)) }
    if let liveness = trace.liveness { sections.append(section(liveness)) }
    if let command { sections.append("## See it again\n\n```sh\n\(command)\n```") }
    return sections.joined(separator: "\n\n") + "\n"
  }

  private func heading(of trace: Trace) -> String {
    let headline = trace.subject.headline
    let title = "# " + headline.prefix(1).uppercased() + escaped(String(headline.dropFirst()))
    let story = trace.subject.story.split(separator: "\n").map { "> " + $0 }
    var facts = ["- Spec: \(code(trace.spec))"]
    if let place = trace.subject.place { facts.append("- Stated at: \(code("\(place)"))") }
    if !trace.parameters.isEmpty {
      let settings = trace.parameters.map { code("\($0.name) = \($0.value)") }
      facts.append("- Parameters: " + settings.joined(separator: ", "))
    }
    facts.append("- Steps: \(trace.steps.count)\(loopFact(of: trace))")
    let parts = [title, story.joined(separator: "\n"), facts.joined(separator: "\n")]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func loopFact(of trace: Trace) -> String {
    switch trace.loopStart.map({ trace.steps.count - $0 }) {
    case nil: ""
    case 0: ", and then nothing more"
    case 1: ", of which the last repeats for ever"
    case let count?: ", of which the last \(count) repeat for ever"
    }
  }

  private func section(initial: StateValue) -> String {
    let rows = StateListing(spec: spec).lines(of: initial).map {
      "| \(code($0.path)) | \(code($0.value)) |"
    }
    return (["## Initial state", "", "| variable | value |", "| --- | --- |"] + rows)
      .joined(separator: "\n")
  }

  private func section(stepsOf trace: Trace) -> String {
    var lines = [
      "## Steps", "", "| step | action | what it means | what changes |",
      "| ---: | --- | --- | --- |",
    ]
    var state = trace.initial
    for (index, step) in trace.steps.enumerated() {
      let isCulprit = step.isMarked || step.state == nil
      let mark = trace.loopStart.map { index >= $0 } ?? false ? "↻ " : ""
      let number = mark + (isCulprit ? "**\(index + 1)**" : "\(index + 1)")
      let label = code(spec.label(of: step))
      let changes = changes(from: state, in: step)
      lines.append("| \(number) | \(label) | \(escaped(step.sentence)) | \(changes) |")
      state = step.state
    }
    if let loopText = trace.loopText {
      lines += ["", loopText.prefix(1).uppercased() + loopText.dropFirst() + "."]
    }
    return lines.joined(separator: "\n")
  }

  private func changes(from old: StateValue?, in step: TraceStep) -> String {
    guard let new = step.state else { return "**fails**" }
    guard let old else { return "" }
    let changes = spec.changes(from: old, to: new).map { "\(code($0.path)): \(code($0.text))" }
    return changes.isEmpty ? "nothing" : changes.joined(separator: "<br>")
  }

  private func section(_ explanation: Explanation) -> String {
    let lines = ExplanationRenderer(paint: Paint(isColored: false)).lines(of: explanation)
    return "## Why\n\n```text\n" + lines.joined(separator: "\n") + "\n```"
  }

  private func section(_ liveness: LassoSummary) -> String {
    let text = liveness.fairnessText
    var lines = ["## Fairness", "", text.prefix(1).uppercased() + text.dropFirst() + "."]
    let actions = liveness.decisiveActions
    if !actions.isEmpty {
      lines += ["", "| action | fairness | in the loop |", "| --- | --- | --- |"]
      lines += actions.map {
        "| \(code($0.label)) | \($0.isStrong ? "strong" : "weak") | \($0.text) |"
      }
    }
    if !liveness.passedOver.isEmpty { lines.append("") }
    lines += liveness.passedOver.map { label in
      "- \(code(label)) is enabled all along and never taken; it is not fair."
    }
    return lines.joined(separator: "\n")
  }

  /// A code span, also within a table, where GitHub wants its bars escaped.
  private func code(_ text: String) -> String {
    let text = oneLine(text).replacing("|", with: "\\|")
    return text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<>|#".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
