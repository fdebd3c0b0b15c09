import MeshCheck
import SourceText

extension TextReport {
  /// One line each: what is worth knowing of a run that is as expected.
  func remarks(on spec: SpecReport) -> [String] {
    if isQuiet { return [] }
    var lines: [String] = spec.symmetry?.sentences ?? []
    lines += spec.reduction.sentences
    if let fairness = spec.fairness { lines.append(fairness.sentence) }
    if spec.isCompressed { lines.append("states were kept compressed") }
    if spec.spilledBytes > 0 {
      lines.append("\(described(bytes: spec.spilledBytes)) of states were moved to a file")
    }
    if let failure = spec.spillFailure { lines.append("no state was moved to a file: \(failure)") }
    if let failure = spec.savingFailure { lines.append("checkpoints were given up: \(failure)") }
    for property in spec.properties {
      if let measure = property.measure {
        lines.append("measure \(property.name): \(measure.least)...\(measure.greatest)")
      } else if property.isExpected && property.verdict != .holds {
        lines.append("\(property.verdict.rawValue), as expected: \(property.name)")
      }
    }
    return lines
  }

  /// Blocks of lines, each indented and ending in a line break, with an empty line between them.
  func sections(of spec: SpecReport) -> [String] {
    var sections = spec.diagnostics.map { diagnostic in
      indented(palette.isColored ? diagnostic.coloredText : diagnostic.text, by: 2)
    }
    sections += spec.properties.filter { $0.outcome == .notAsExpected }.map {
      section(on: $0, spec)
    }
    sections += inconclusiveSections(of: spec)
    sections += spec.expectations.filter { $0.result != .met && !$0.isAboutProperty }
      .map(section)
    if !isQuiet, let coverage = spec.coverage, !coverage.isEmpty {
      sections.append(section(on: coverage))
    }
    return sections
  }

  private func section(on property: PropertyReport, _ spec: SpecReport) -> String {
    if property.verdict == .violated, let trace = property.trace {
      let text = TraceOutput(spec, isColored: palette.isColored).text(of: trace)
      return indented(text, by: 2) + reasons(of: property, by: 4)
    }
    let verdict = palette.paint(property.verdict.rawValue, as: .notAsExpected)
    let within = spec.isWithinConstraint ? " within the constraint" : ""
    let place = property.line.map { " (\(property.file):\($0))" } ?? ""
    let kind = property.kind == .deadlock ? "" : "\(property.kind.rawValue) "
    return "  \(verdict)\(within): \(kind)\(palette.paint(property.name, .bold))\(place)\n"
      + reasons(of: property, by: 4)
  }

  private func reasons(of property: PropertyReport, by width: Int) -> String {
    var lines: [String] = []
    if let reason = property.reason { lines.append(reason) }
    if property.hasExpectation {
      lines.append("the spec expects it to be \(property.expectedVerdict.rawValue)")
    }
    return indented(lines.joined(separator: "\n"), by: width)
  }

  /// One block for each reason, since a limit leaves all properties open for the same one.
  private func inconclusiveSections(of spec: SpecReport) -> [String] {
    let open = spec.properties.filter { $0.outcome == .inconclusive }
    var reasons: [String] = []
    for property in open {
      let reason = property.reason ?? ""
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    return reasons.map { reason in
      let names = open.filter { ($0.reason ?? "") == reason }.map(\.name)
      let verdict = palette.paint("inconclusive", as: .inconclusive)
      return "  \(verdict): \(names.joined(separator: ", "))\n"
        + (reason.isEmpty ? "" : "    \(reason)\n")
    }
  }

  private func section(on expectation: ExpectationReport) -> String {
    let word = expectation.result == .unmet ? "not met" : "left open"
    let verdict = palette.paint(word, as: expectation.outcome)
    return "  \(verdict): \(expectation.text) (line \(expectation.line))\n"
      + (expectation.finding.map { "    \($0)\n" } ?? "")
  }

  /// Lines that are printed of each kind of coverage; the rest is counted.
  private static let coverageLinesMax = 10

  func section(on coverage: CoverageReport) -> String {
    var text = "  \(palette.paint("worth a look", .bold))\n"
    let kinds: [[String]] = [
      coverage.actionsNeverFired.map { "action \($0.text) never fires (\($0.file):\($0.line))" },
      coverage.branchesNeverTaken.map { "'\($0.text)' is \($0.what) (\($0.file):\($0.line))" },
      coverage.antecedentsNeverTrue.map {
        "the left side '\($0.text)' is \($0.what) (\($0.file):\($0.line))"
      },
      coverage.casesNeverReached.map { "no state has \($0)" },
    ]
    for lines in kinds {
      for line in lines.prefix(Self.coverageLinesMax) { text += "    \(line)\n" }
      let rest = lines.count - Self.coverageLinesMax
      if rest > 0 { text += "    and \(grouped(rest)) more of the kind\n" }
    }
    return text
  }

  /// Every line but empty ones moved to the right; a line break at the end.
  func indented(_ text: String, by width: Int) -> String {
    let margin = String(repeating: " ", count: width)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0.isEmpty ? "\n" : "\(margin)\($0)\n" }.joined()
  }
}
