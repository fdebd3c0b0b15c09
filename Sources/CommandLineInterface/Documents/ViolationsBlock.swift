import Counterexamples
package import MeshCheck
import SourceText
import SpecLanguage

/// What specs say is violated, each with the trace that `verify --trace` writes of it.
package struct ViolationsBlock {
  private let toRoot: String
  private var names = TraceNames()
  private var lines = [
    "", "", "| trace | what it shows, and the claim | steps |", "| --- | --- | ---: |",
  ]

  package init(toRoot: String) { self.toRoot = toRoot }

  /// A row for each violation of a run.
  package mutating func add(_ report: SpecReport, _ prepared: PreparedSpec) {
    let sentences = prepared.loaded.map(ViolationSentences.init)
    for property in report.properties where property.verdict == .violated {
      guard let trace = property.trace else { continue }
      let name = names.free(TraceNames.name(of: property.name, in: report))
      let steps = Self.count(trace)
      let sentence = sentences?[property.name].map { "\(Self.inCell($0))<br>" } ?? ""
      let link = "[\(name)](\(toRoot)counterexamples/\(name).md)"
      lines.append("| \(link) | \(sentence)\(claim(property, prepared)) | \(steps) |")
    }
  }

  package var text: String { (lines + [""]).joined(separator: "\n") }

  /// The property in one line, or what is implied.
  private func claim(_ property: PropertyReport, _ prepared: PreparedSpec) -> String {
    let declared = prepared.spec?.properties.first { $0.name == property.name }
    guard let declared, let loaded = prepared.loaded else { return "a rule of the language" }
    let text = loaded.sources.text(of: declared.span)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "`\(Self.inCell(text))`"
  }

  private static func inCell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  /// `7`, or of an endless run `6 + 1`: to the loop, and once round it.
  private static func count(_ trace: Trace) -> String {
    trace.loopStart.map { "\($0) + \(trace.steps.count - $0)" } ?? "\(trace.steps.count)"
  }

  /// `after 7 steps`, or `after 6 steps a loop of 1`.
  static func length(_ trace: Trace) -> String {
    guard let start = trace.loopStart else { return "after \(counted(trace.steps.count, "step"))" }
    return "after \(counted(start, "step")) a loop of \(trace.steps.count - start)"
  }
}
