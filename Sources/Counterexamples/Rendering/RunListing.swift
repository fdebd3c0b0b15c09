import SpecLanguage

/// A run as blocks of lines: the first state in full, then for each step its action, what the spec
/// says of it, and only what changed.
struct RunListing {
  let spec: TypedSpec
  let paint: Paint
  /// What is longer goes on below itself.
  let width: Int

  /// Where what belongs to a numbered line starts.
  private static let margin = String(repeating: " ", count: 7)

  func blocks(of trace: Trace) -> [[String]] {
    (trace.initial.map { [block(initial: $0)] } ?? []) + stepBlocks(of: trace)
  }

  private func block(initial: StateValue) -> [String] {
    let lines = StateListing(spec: spec).lines(of: initial)
    let column = min(lines.map(\.path.count).max() ?? 0, 40)
    let title = numbered(0, mark: " ", "initial state")
    return [title] + lines.flatMap { entry(path: $0.path, text: $0.value, column: column) }
  }

  private func stepBlocks(of trace: Trace) -> [[String]] {
    let labels = trace.steps.map(spec.label)
    let column = min(labels.map(\.count).max() ?? 0, 40)
    var state = trace.initial
    return trace.steps.enumerated().map { index, step in
      let number = index + 1
      let isCulprit = step.isMarked || step.state == nil
      let mark = isCulprit ? ">" : " "
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
    if label.count <= column && start + step.sentence.count <= width {
      let padding = String(repeating: " ", count: column - label.count + 3)
      return [numbered(number, mark: mark, label) + padding + paint(step.sentence, .faint)]
    }
    let lines = step.sentence.wrapped(to: width - Self.margin.count)
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
    let column = min(changes.map(\.path.count).max() ?? 0, 40)
    return changes.flatMap { entry(path: $0.path, text: $0.text, column: column) }
  }

  /// A path and a text beside it; long text goes on below itself.
  private func entry(path: String, text: String, column: Int) -> [String] {
    let indent = Self.margin.count + max(column, path.count) + 2
    let wrapped = text.wrapped(to: max(width - indent, 30))
    let margin = String(repeating: " ", count: indent)
    return wrapped.enumerated().map { index, line in
      if index > 0 { return margin + line }
      let padding = String(repeating: " ", count: max(column - path.count, 0) + 2)
      return Self.margin + paint(path, .name) + padding + line
    }
  }
}
