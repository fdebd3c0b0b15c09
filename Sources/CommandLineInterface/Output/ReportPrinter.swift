import Counterexamples
import MeshCheck

/// Prints reports in the format that was asked for: text as it comes, JSON and XML at the end.
struct ReportPrinter {
  private enum Format {
    case text(TextReport)
    /// A table for each file, since its runs differ in the swept parameters only.
    case table(SweepTable, TextReport)
    case json
    case junit
  }

  private let format: Format
  private let environment: CommandEnvironment
  /// The reader has gone away: there is no use in writing on.
  private var isCut = false

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment, titles: [String]) {
    self.environment = environment
    let palette = Palette(arguments, in: environment)
    switch arguments.choice(.format) {
    case "json": format = .json
    case "junit": format = .junit
    default:
      let width = titles.count > 1 ? titles.map(\.count).max() ?? 0 : 0
      let isQuiet = arguments.has(.quiet)
      let swept = arguments.sweeps.map(\.name)
      let text = TextReport(
        palette: palette, isQuiet: isQuiet, titleWidth: swept.isEmpty ? min(width, 60) : 0)
      format = swept.isEmpty ? .text(text) : .table(SweepTable(swept: swept), text)
    }
  }

  mutating func add(_ report: SpecReport) {
    if case .text(let text) = format { print(text.text(of: report)) }
  }

  /// All runs of one file have been added.
  mutating func endFile(_ reports: [SpecReport]) {
    guard case .table(let table, let text) = format, let first = reports.first else { return }
    guard first.treatment != .nothingToExplore else { return print(text.text(of: first)) }
    if !text.isQuiet { print(first.file + "\n" + table.text(of: reports)) }
    let surprises = reports.filter { $0.outcome != .asExpected }
    if let first = surprises.first { print(text.text(of: first)) }
    // One trace is read; a dozen are scrolled past.
    if surprises.count > 1 { print(table.commands(for: surprises.dropFirst())) }
  }

  mutating func finish(_ report: VerificationReport, elapsed: Duration) {
    switch format {
    case .text(let text), .table(_, let text): print(text.summary(of: report, elapsed: elapsed))
    case .json:
      let bytes = ResidentMemory(files: environment.files).peakBytes()
      print(JSONReport.value(of: report, residentBytes: bytes).text(pretty: true) + "\n")
    case .junit: print(JUnitReport.text(of: report))
    }
  }

  private mutating func print(_ text: String) {
    if !isCut && !text.isEmpty { isCut = environment.printOutput(text) != .printed }
  }
}
