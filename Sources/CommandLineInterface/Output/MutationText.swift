import Counterexamples
import MeshCheck
import SourceText
import SpecLanguage

/// What became of a spec's mutants, as people read it: those that live first, like diagnostics.
struct MutationText {
  let palette: Palette
  /// Print only what makes the run fail.
  let isQuiet: Bool
  let minimumScore: Int?

  /// All that is to be said of one spec, ending in a line break; empty when there is nothing.
  func text(of report: MutationReport) -> String {
    let outcome = report.outcome(minimumScore: minimumScore)
    if isQuiet && outcome == .asExpected { return "" }
    if let original = report.originals.first(where: { $0.outcome != .asExpected }) {
      let verify = TextReport(palette: palette, isQuiet: true, titleWidth: 0)
      return verify.text(of: original) + "  there is nothing to compare mutants with\n"
    }
    if report.originals.allSatisfy({ $0.treatment == .nothingToExplore }) {
      return "\(report.title)  \(palette.paint("nothing to explore", .dim))\n"
    }
    var text = headline(of: report, outcome) + "\n"
    let statuses: [MutantReport.Status] =
      isQuiet ? [.living, .undecided] : [.living, .undecided, .explained, .equivalent]
    for status in statuses { text += section(status, of: report) }
    if !isQuiet { text += notes(of: report) + tallies(of: report) }
    return text + "\n"
  }

  private func headline(of report: MutationReport, _ outcome: Outcome) -> String {
    var parts = [report.title, counted(report.triedCount, "mutant")]
    let words: [(MutantReport.Status, String)] = [
      (.noticed, "noticed"), (.living, "living"), (.undecided, "undecided"),
      (.explained, "explained"), (.equivalent, "equivalent"), (.skipped, "not tried"),
    ]
    for (status, word) in words {
      let count = report.count(status)
      if count > 0 || status == .noticed || status == .living {
        parts.append("\(grouped(count)) \(word)")
      }
    }
    parts.append(palette.paint("score \(Self.percentage(report.score))", as: outcome))
    parts.append("\(decimal(report.elapsed.inSeconds, places: 2)) s")
    return parts.joined(separator: "  ")
  }

  /// `92.3 %`; not rounded up to 100 where something lives.
  static func percentage(_ score: Double?) -> String {
    guard let score else { return "–" }
    let tenths = (score * 10).rounded(.down) / 10
    return "\(decimal(tenths, places: 1, keepingZeros: false)) %"
  }

  // MARK: Mutants

  private func section(_ status: MutantReport.Status, of report: MutationReport) -> String {
    let mutants = report.mutants.filter { $0.status == status }
    if mutants.isEmpty { return "" }
    var text = "\n  \(palette.paint(title(of: status), .bold))\n"
    for mutant in mutants {
      let place = "\(mutant.file):\(mutant.position.line):\(mutant.position.column)"
      text += "    \(palette.paint(place, .dim))  \(change(of: mutant))\n"
      let run = mutant.run.map { " (\($0))" } ?? ""
      if let difference = mutant.difference {
        text += "        \(palette.paint(difference, .dim))\n"
      }
      if let reason = mutant.reason { text += "        \(reason)\(run)\n" }
    }
    return text
  }

  private func title(of status: MutantReport.Status) -> String {
    switch status {
    case .living: "living: no property notices"
    case .undecided: "undecided"
    case .explained: "explained in the spec"
    case .equivalent: "equivalent: the same states and steps"
    case .noticed, .invalid, .skipped: status.rawValue
    }
  }

  private func change(of mutant: MutantReport) -> String {
    if mutant.operation == .statementDropped, !mutant.after.hasSuffix("break") {
      return "\(mutant.before)  →  (dropped)"
    }
    return "\(mutant.before)  →  \(mutant.after)"
  }

  private func notes(of report: MutationReport) -> String {
    if report.idleNotes.isEmpty { return "" }
    let lines = report.idleNotes.map { "    \($0.file):\($0.line)  unobserved: \($0.reason)\n" }
    return "\n  \(palette.paint("notes on lines where nothing lives", .bold))\n" + lines.joined()
  }

  // MARK: Properties

  private func tallies(of report: MutationReport) -> String {
    let tallies = report.tallies
    if report.count(.noticed) == 0 { return "" }
    var text = "\n  \(palette.paint("noticed by", .bold))  (all, alone, first)\n"
    for tally in tallies where tally.noticed > 0 {
      let numbers = [tally.noticed, tally.alone, tally.first].map { number in
        let digits = grouped(number)
        return String(repeating: " ", count: max(0, 6 - digits.count)) + digits
      }
      text += "  \(numbers.joined())  \(tally.name)\n"
    }
    let cut = report.mutants.count { $0.status == .noticed && $0.reason != nil }
    if cut > 0 {
      text += "    of \(grouped(cut)) not all was looked at: others may notice them too\n"
    }
    let others = tallies.filter { $0.noticed > 0 && $0.alone == 0 }.map(\.name)
    let idle = tallies.filter { $0.noticed == 0 }.map(\.name)
    text += list("notice nothing that another does not notice too", others)
    text += list("notice nothing", idle)
    return text
  }

  private func list(_ title: String, _ names: [String]) -> String {
    if names.isEmpty { return "" }
    let lines = names.joined(separator: ", ").wrapped(to: 92)
    return "\n  \(palette.paint(title, .bold))\n" + lines.map { "    \($0)\n" }.joined()
  }

  // MARK: Several specs

  /// One row for each spec.
  func table(of reports: [MutationReport]) -> String {
    if isQuiet && reports.allSatisfy({ $0.outcome(minimumScore: minimumScore) == .asExpected }) {
      return ""
    }
    var rows = [
      [
        "spec", "mutants", "noticed", "living", "undecided", "explained", "equivalent", "score",
      ]
    ]
    for report in reports where !report.mutants.isEmpty {
      let numbers = [
        report.triedCount, report.count(.noticed), report.count(.living), report.count(.undecided),
        report.count(.explained), report.count(.equivalent),
      ]
      rows.append([report.title] + numbers.map(grouped) + [Self.percentage(report.score)])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { index, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return index == 0 ? cell.0 + space : space + cell.0
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }
}
