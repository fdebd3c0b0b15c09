import FoundationEssentials
import Testing

/// Makes the table of `docs/conformance.md`; run with `MESHCHECK_FAULT_TABLE=path`.
@Suite("The table of faults", .serialized)
struct FaultTableTests {
  static let path = ProcessInfo.processInfo.environment["MESHCHECK_FAULT_TABLE"]

  @Test("is written to a file", .enabled(if: path != nil))
  func table() async throws {
    let path = try #require(Self.path)
    var rows = [
      "| component | fault | what happens | found by | tests | time |",
      "| --- | --- | --- | --- | ---: | ---: |",
    ]
    for fault in SeededFault.all {
      let start = processorTime()
      let finding = try await fault.find()
      let time = processorTime() - start
      let found = finding == nil ? "**not found** by \(fault.means.rawValue)" : fault.means.rawValue
      let cells = [
        "`\(fault.component)`", fault.name, fault.story, found,
        finding.map { "\($0.tests)" } ?? "", milliseconds(time),
      ]
      rows.append("| \(cells.map(escaped).joined(separator: " | ")) |")
    }
    let text = rows.joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  /// A bar would end the cell.
  private func escaped(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  private func milliseconds(_ duration: Duration) -> String {
    "\(max(1, Int(duration / .milliseconds(1)))) ms"
  }
}
