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
    var paragraphs: [String] = []
    for kind in Kind.allCases {
      let own = entries.filter { $0.kind == kind }
      if own.isEmpty { continue }
      paragraphs.append("**\(kind.heading)**")
      for entry in own { paragraphs += self.paragraphs(entry) }
    }
    return "\n\n" + paragraphs.joined(separator: "\n\n") + "\n\n"
  }

  private func paragraphs(_ entry: Entry) -> [String] {
    var paragraphs = [
      "[`\(name(entry))`](\(toRoot)\(entry.prepared.path)): \(entry.header.title)."
    ]
    // A theorem's story says what its words mean, a repair's what was changed.
    if [.theorems, .repaired].contains(entry.kind) && !entry.header.story.isEmpty {
      paragraphs.append(entry.header.story)
    }
    if entry.kind == .theorems {
      for code in [Self.statements(of: entry.prepared), Self.definitions(of: entry.prepared)]
      where !code.isEmpty {
        paragraphs.append("```swift\n\(code.joined(separator: "\n"))\n```")
      }
    }
    paragraphs.append(table(entry).joined(separator: "\n"))
    let shown = whatIsShown(entry)
    if !shown.isEmpty { paragraphs.append(shown.joined(separator: "\n")) }
    return paragraphs
  }

  private func name(_ entry: Entry) -> String {
    var path = entry.prepared.path
    if path.hasPrefix("specs/") { path.removeFirst("specs/".count) }
    return path
  }

  /// The theorems of a spec as they are stated there, in their order.
  package static func statements(of prepared: PreparedSpec) -> [String] {
    guard let loaded = prepared.loaded else { return [] }
    return theorems(of: prepared).map { loaded.sources.text(of: $0.span) }
  }

  /// The definitions of what these theorems name, in the order in which they name it.
  package static func definitions(of prepared: PreparedSpec) -> [String] {
    guard let spec = prepared.spec, let loaded = prepared.loaded else { return [] }
    return NamedDefinitions.texts(namedBy: theorems(of: prepared), in: spec, loaded)
  }

  private static func theorems(of prepared: PreparedSpec) -> [Property] {
    guard let spec = prepared.spec, let loaded = prepared.loaded else { return [] }
    return spec.properties.filter { property in
      if case .theorem = property.kind { property.span.file == loaded.root } else { false }
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
      parts.append(isLinked ? "[\(text)](\(trace(of: property, in: report)))" : text)
    }
    return parts.joined(separator: "; ")
  }

  private func trace(of property: PropertyReport, in report: SpecReport) -> String {
    "\(toRoot)counterexamples/\(TraceNames.name(of: property.name, in: report)).md"
  }

  /// What is wrong, a line for each violation that the spec has a sentence about, each once.
  private func whatIsShown(_ entry: Entry) -> [String] {
    guard let loaded = entry.prepared.loaded else { return [] }
    let sentences = ViolationSentences(of: loaded)
    var told: Set<String> = []
    var lines: [String] = []
    for report in entry.reports {
      for property in report.properties where property.verdict == .violated {
        guard let sentence = sentences[property.name], told.insert(property.name).inserted else {
          continue
        }
        let length = property.trace.map(ViolationsBlock.length) ?? ""
        lines.append(
          "- [`\(property.name)`](\(trace(of: property, in: report))), \(length): \(sentence)")
      }
    }
    return lines
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
