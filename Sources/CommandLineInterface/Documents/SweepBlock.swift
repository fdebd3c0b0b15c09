import Counterexamples
package import MeshCheck

/// Which settings keep a property, as a table and as a picture.
package struct SweepBlock: Sendable {
  /// A parameter with the values that are tried.
  package struct Axis: Sendable, Hashable {
    package var name: String
    package var values: [Int64]
  }

  package enum Mistake: Error, Hashable {
    /// `sweep SPEC PROPERTY name=values… [picture=FILE]` is wanted.
    case malformed(String)
  }

  package let spec: String
  package let property: String
  /// Columns, rows, and what is drawn once for each value.
  package let axes: [Axis]
  package let fixed: [SpecReport.Parameter]
  /// Beside the page.
  package let picture: String?

  /// - Parameter words: of the order, after `sweep`.
  package init(_ words: [String]) throws(Mistake) {
    guard words.count >= 3 else { throw .malformed("a spec, a property and parameters") }
    spec = words[0]
    property = words[1]
    var axes: [Axis] = []
    var fixed: [SpecReport.Parameter] = []
    var picture: String?
    for word in words.dropFirst(2) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw .malformed(word) }
      if parts[0] == "picture" {
        picture = parts[1]
        continue
      }
      guard let swept = OptionValue.sweptValues(parts[1]), swept.count != nil,
        let first = swept.all.first
      else { throw .malformed(word) }
      let values = swept.all
      if values.count == 1 {
        fixed.append(SpecReport.Parameter(name: parts[0], value: first))
      } else {
        axes.append(Axis(name: parts[0], values: values))
      }
    }
    guard !axes.isEmpty else { throw .malformed("a parameter with more than one value") }
    self.axes = axes
    self.fixed = fixed
    self.picture = picture
  }

  /// Every combination, the first axis changing fastest.
  package func combinations() -> [[Int64]] {
    axes.reversed().reduce([[]]) { sets, axis in
      sets.flatMap { set in axis.values.map { [$0] + set } }
    }
  }

  package func settings(_ values: [Int64]) -> ParameterSettings {
    let own = zip(axes, values).map { SpecReport.Parameter(name: $0.name, value: $1) }
    return ParameterSettings(assignments: fixed + own)
  }

  // MARK: Text

  /// What one combination came to.
  package enum Outcome: Sendable, Hashable {
    case holds
    /// After so many steps, those once round the loop of an endless run included.
    case violated(steps: Int)
    /// A theorem whose left side is never true, or anything where there is no state.
    case vacuous
    /// A `reachable` that some state meets, or none.
    case reachable, unreachable
    /// Its formula is too large, or it cannot be evaluated somewhere.
    case inconclusive

    package init(_ property: PropertyReport) {
      switch property.verdict {
      case .holds: self = property.kind == .reachable ? .reachable : .holds
      case .violated: self = .violated(steps: property.trace?.steps.count ?? 0)
      case .vacuous: self = .vacuous
      case .unreachable: self = .unreachable
      case .inconclusive: self = .inconclusive
      }
    }

    var text: String {
      switch self {
      case .holds: "holds"
      case .violated(let steps): "violated after \(steps)"
      case .vacuous: "vacuous"
      case .reachable: "reachable"
      case .unreachable: "unreachable"
      case .inconclusive: "inconclusive"
      }
    }
  }

  /// A table for each combination of the third and further axes.
  package func text(_ outcomes: [[Int64]: Outcome]) -> String {
    var lines = ["", ""]
    if let picture { lines += ["![\(property) of \(spec)](\(picture))", ""] }
    for panel in panels() {
      if !panel.isEmpty { lines += [caption(panel), ""] }
      lines += table(panel, outcomes) + [""]
    }
    return (lines + [""]).joined(separator: "\n")
  }

  /// The values of the axes that are neither columns nor rows.
  func panels() -> [[Int64]] {
    axes.dropFirst(2).reversed().reduce([[]]) { sets, axis in
      sets.flatMap { set in axis.values.map { [$0] + set } }
    }
  }

  func caption(_ panel: [Int64]) -> String {
    zip(axes.dropFirst(2), panel).map { "\($0.name) = \($1)" }.joined(separator: ", ")
  }

  private func table(_ panel: [Int64], _ outcomes: [[Int64]: Outcome]) -> [String] {
    let columns = axes[0].values
    let head = axes.count > 1 ? "`\(axes[1].name)` ↓ `\(axes[0].name)` →" : "`\(axes[0].name)` →"
    var lines = [
      "| \(head) | " + columns.map { "\($0)" }.joined(separator: " | ") + " |",
      "| --- |" + String(repeating: " --- |", count: columns.count),
    ]
    for row in rows() {
      let cells = columns.map { outcomes[[$0] + row + panel, default: .inconclusive].text }
      let name = row.first.map { "\($0)" } ?? property
      lines.append("| **\(name)** | " + cells.joined(separator: " | ") + " |")
    }
    return lines
  }

  /// The values of the second axis, one each; one empty row without one.
  func rows() -> [[Int64]] { axes.count > 1 ? axes[1].values.map { [$0] } : [[]] }
}
