package import MeshCheck
import SourceText
import SpecLanguage

/// What the specs say of one section of the source document.
package struct SectionBlock {
  /// Where the specs of a kind are, and how a page calls them.
  package enum Kind: String, CaseIterable {
    case components, theorems
    case asWritten = "as-written"
    case repaired

    fileprivate var heading: String {
      switch self {
      case .components: "Component"
      case .theorems: "Claims, in a closed model"
      case .asWritten: "The code as written"
      case .repaired: "Repaired"
      }
    }
  }

  /// A spec, and what came of its runs.
  package struct Entry {
    package var kind: Kind
    package var prepared: PreparedSpec
    package var header: SpecHeader
    package var reports: [SpecReport] = []

    package init(kind: Kind, prepared: PreparedSpec, header: SpecHeader) {
      self.kind = kind
      self.prepared = prepared
      self.header = header
    }
  }

  /// `../`, as often as it takes to come from the page to the folder that paths begin in.
  let toRoot: String
  let entries: [Entry]

  package init(toRoot: String, entries: [Entry]) {
    self.toRoot = toRoot
    self.entries = entries
  }

  package func text() -> String {
    var lines: [String] = [""]
    for kind in Kind.allCases {
      let own = entries.filter { $0.kind == kind }
      if own.isEmpty { continue }
      lines += ["", "**\(kind.heading)**", ""]
      for entry in own {
        lines.append("[`\(name(entry))`](\(toRoot)\(entry.prepared.path)): \(entry.header.title).")
        lines.append("")
        let statements = Self.statements(of: entry.prepared)
        if kind == .theorems && !statements.isEmpty {
          lines += ["```swift"] + statements + ["```", ""]
        }
        lines += table(entry)
        lines.append("")
      }
    }
    return (lines + [""]).joined(separator: "\n")
  }

  private func name(_ entry: Entry) -> String {
    var path = entry.prepared.path
    if path.hasPrefix("specs/") { path.removeFirst("specs/".count) }
    return path
  }

  /// The theorems of a spec as they are stated there, in their order.
  package static func statements(of prepared: PreparedSpec) -> [String] {
    guard let spec = prepared.spec, let loaded = prepared.loaded else { return [] }
    return spec.properties.compactMap { property in
      guard case .theorem = property.kind, property.span.file == loaded.root else { return nil }
      return loaded.sources.text(of: property.span)
    }
  }

  // MARK: Results

  private func table(_ entry: Entry) -> [String] {
    var lines = [
      "| parameters | what | states | depth | time |", "| --- | --- | ---: | ---: | ---: |",
    ]
    for report in entry.reports {
      let parameters = report.changedParameters.map { "`\($0.name) = \($0.value)`" }
      let cells = [
        parameters.isEmpty ? "as they are" : parameters.joined(separator: ", "),
        outcome(of: report, entry), grouped(report.symmetryFreeStates), "\(report.depth)",
        seconds(report.elapsed),
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return lines
  }

  private func outcome(of report: SpecReport, _ entry: Entry) -> String {
    var parts: [String] = []
    let declared = report.properties.filter { $0.kind != .measure && $0.kind != .test }
    let held = declared.count { $0.verdict == .holds }
    parts.append("\(counted(held, "claim")) hold\(held == 1 ? "s" : "")")
    for property in declared where property.verdict != .holds {
      let text = "`\(property.name)` is \(property.verdict.rawValue)"
      let isLinked = property.verdict == .violated
      let trace = "counterexamples/\(TraceNames.name(of: property.name, in: report)).md"
      parts.append(isLinked ? "[\(text)](\(toRoot)\(trace))" : text)
    }
    return parts.joined(separator: "; ")
  }

  private func seconds(_ duration: Duration) -> String {
    let hundredths = max(0, duration / .milliseconds(10))
    let whole = Int(hundredths.rounded())
    let rest = whole % 100
    return "\(whole / 100).\(rest < 10 ? "0" : "")\(rest) s"
  }
}

extension SpecReport {
  /// States without reductions, where that is known.
  fileprivate var symmetryFreeStates: Int { symmetry?.states ?? states }
}
