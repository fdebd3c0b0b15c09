package import MeshCheck

/// The runs of one file under swept parameters, one row each.
package struct SweepTable {
  /// Names of the swept parameters, in the order of the command line.
  package let swept: [String]

  package init(swept: [String]) { self.swept = swept }

  /// The table, ending in a line break; measures have a column each, with their greatest value.
  package func text(of specs: [SpecReport]) -> String {
    var measures: [String] = []
    for spec in specs {
      for property in spec.properties where property.kind == .measure {
        if !measures.contains(property.name) { measures.append(property.name) }
      }
    }
    let header =
      swept + ["states", "transitions", "depth"] + measures.map { "\($0) max" }
      + ["verdict"]
    let rows = specs.map { row(of: $0, measures: measures) }
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([header] + rows).map { "  " + line($0, widths) + "\n" }.joined()
  }

  /// How to see each of these runs on its own, ending in a line break.
  package func commands(for specs: some Sequence<SpecReport>) -> String {
    let lines = specs.map { spec in
      "    \(spec.command(setting: spec.parameters.filter { swept.contains($0.name) }))\n"
    }
    return "  the others that are not as expected:\n" + lines.joined() + "\n"
  }

  private func row(of spec: SpecReport, measures: [String]) -> [String] {
    let parameters = swept.map { name in
      spec.parameters.first { $0.name == name }.map { "\($0.value)" } ?? "–"
    }
    let numbers = [grouped(spec.states), grouped(spec.transitions), "\(spec.depth)"]
    let greatest = measures.map { name in
      spec.properties.first { $0.name == name }?.measure.map { "\($0.greatest)" } ?? "–"
    }
    return parameters + numbers + greatest + [verdict(of: spec)]
  }

  /// What is gravest, and the first property that says so.
  private func verdict(of spec: SpecReport) -> String {
    guard let verdict = spec.verdict else { return spec.outcome == .invalid ? "invalid" : "failed" }
    let word =
      verdict == .holds && spec.isWithinConstraint
      ? "holds within the constraint"
      : verdict.rawValue
    guard verdict != .holds, let first = spec.properties.first(where: { $0.verdict == verdict })
    else { return word }
    return "\(word): \(first.name)"
  }

  /// Numbers to the right, the last column to the left.
  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var parts: [String] = []
    for (cell, width) in zip(cells, widths).dropLast() {
      parts.append(String(repeating: " ", count: width - cell.count) + cell)
    }
    return (parts + cells.suffix(1)).joined(separator: "  ")
  }
}
