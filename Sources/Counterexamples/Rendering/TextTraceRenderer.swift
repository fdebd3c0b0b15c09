package import SpecLanguage

/// A trace as text for a terminal of 100 columns.
///
/// The first state in full; then for each step its action with arguments, what the spec says of it,
/// and only what changed; at the end why the property is what it is, and how to see it again.
package struct TextTraceRenderer: Sendable {
  private let spec: TypedSpec
  private let paint: Paint
  /// The command that finds the trace again, such as `meshcheck verify a.mesh --set n=2`.
  private let command: String?

  package init(spec: TypedSpec, isColored: Bool = false, command: String? = nil) {
    self.spec = spec
    paint = Paint(isColored: isColored)
    self.command = command
  }

  /// The whole text, ending in a line break.
  package func render(_ trace: Trace) -> String {
    var blocks = [heading(of: trace)]
    if let initial = trace.initial { blocks.append(block(initial: initial)) }
    blocks += stepBlocks(of: trace)
    if let loopText = trace.loopText { blocks.append(["↻ " + loopText]) }
    if let explanation = trace.explanation {
      let renderer = ExplanationRenderer(paint: paint)
      blocks.append(renderer.lines(of: explanation).map { $0.isEmpty ? "" : "  " + $0 })
    }
    if let command { blocks.append(["  " + paint("show it again: ", .faint) + command]) }
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private static let width = 100
  /// Where what belongs to a numbered line starts.
  private static let margin = String(repeating: " ", count: 7)

  private func heading(of trace: Trace) -> [String] {
    let title = paint(trace.subject.headline, isFault(trace) ? .bad : .good)
    var lines = [title + paint(lengthText(of: trace), .faint)]
    let parameters = trace.parameters.map { "\($0.name) = \($0.value)" }
    let setting = parameters.isEmpty ? "" : " with " + parameters.joined(separator: ", ")
    // The explanation says where the property stands; without one the heading does.
    let place = trace.explanation == nil ? trace.subject.place : nil
    lines += ((place.map { "\($0)" } ?? trace.spec) + setting).wrapped(to: Self.width - 2).map {
      "  " + paint($0, .faint)
    }
    if !trace.subject.story.isEmpty {
      lines += oneLine(trace.subject.story).wrapped(to: Self.width - 2).map { "  " + $0 }
    }
    return lines
  }

  private func isFault(_ trace: Trace) -> Bool {
    switch trace.subject.kind {
    case .reachable, .least, .greatest: false
    case .invariant, .step, .theorem, .property, .violation, .deadlock: true
    }
  }

  private func lengthText(of trace: Trace) -> String {
    if let loopStart = trace.loopStart {
      return " by a run of \(loopStart) + \(trace.steps.count - loopStart) steps"
    }
    switch (trace.initial, trace.steps.count) {
    case (nil, _): return " while the spec initialises"
    case (_, 0): return " in an initial state"
    case (_, 1): return " after 1 step"
    case (_, let count): return " after \(count) steps"
    }
  }

  private func block(initial: StateValue) -> [String] {
    let lines = StateListing(spec: spec).lines(of: initial)
    let width = min(lines.map(\.path.count).max() ?? 0, 40)
    let title = numbered(0, mark: " ", "initial state")
    return [title] + lines.flatMap { entry(path: $0.path, text: $0.value, width: width) }
  }

  private func stepBlocks(of trace: Trace) -> [[String]] {
    let labels = trace.steps.map(spec.label)
    let column = min(labels.map(\.count).max() ?? 0, 40)
    var state = trace.initial
    return trace.steps.enumerated().map { index, step in
      let number = index + 1
      let isCulprit = step.isMarked || step.state == nil
      let mark = isCulprit ? ">" : trace.loopStart == index ? "↻" : " "
      var lines = title(of: step, label: labels[index], number: number, mark: mark, column: column)
      if let old = state, let new = step.state { lines += changes(from: old, to: new) }
      if step.state == nil { lines.append(Self.margin + paint("fails", .bad)) }
      state = step.state
      return lines
    }
  }

  /// The sentence stands beside the label where there is room for it, else below.
  private func title(
    of step: TraceStep, label: String, number: Int, mark: String, column: Int
  ) -> [String] {
    if step.sentence.isEmpty { return [numbered(number, mark: mark, label)] }
    let start = Self.margin.count - 2 + column + 3
    if label.count <= column && start + step.sentence.count <= Self.width {
      let padding = String(repeating: " ", count: column - label.count + 3)
      return [numbered(number, mark: mark, label) + padding + paint(step.sentence, .faint)]
    }
    let lines = step.sentence.wrapped(to: Self.width - Self.margin.count)
    return [numbered(number, mark: mark, label)]
      + lines.map { Self.margin + paint($0, .faint) }
  }

  /// `>  3  label`: the mark, the number to the right in three columns, the label in bold.
  private func numbered(_ number: Int, mark: String, _ label: String) -> String {
    let digits = "\(number)"
    let space = String(repeating: " ", count: max(0, 2 - digits.count))
    return mark + space + digits + "  " + paint(label, .title)
  }

  private func changes(from old: StateValue, to new: StateValue) -> [String] {
    let changes = spec.changes(from: old, to: new)
    if changes.isEmpty { return [Self.margin + paint("nothing changes", .faint)] }
    let width = min(changes.map(\.path.count).max() ?? 0, 40)
    return changes.flatMap { entry(path: $0.path, text: $0.text, width: width) }
  }

  /// A path and a text beside it; long text goes on below itself.
  private func entry(path: String, text: String, width: Int) -> [String] {
    let indent = Self.margin.count + max(width, path.count) + 2
    let wrapped = text.wrapped(to: max(Self.width - indent, 30))
    let margin = String(repeating: " ", count: indent)
    return wrapped.enumerated().map { index, line in
      if index > 0 { return margin + line }
      let padding = String(repeating: " ", count: max(width - path.count, 0) + 2)
      return Self.margin + paint(path, .name) + padding + line
    }
  }
}
