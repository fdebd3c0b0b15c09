import FoundationEssentials
import Testing

/// Every component's open model, whole, at its spec's parameters and with each of them one larger.
///
/// `MESHCHECK_CONFORMANCE=full` runs it, best in a release build, and `MESHCHECK_CONFORMANCE=ring`
/// or `="registry: 2 of 2"` the models with this in their descriptions;
/// `MESHCHECK_CONFORMANCE_TABLE=path` writes the table of `docs/conformance.md`, row by row.
@Suite("Every whole open model", .serialized)
struct WholeModelTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let wanted = environment["MESHCHECK_CONFORMANCE"]

  @Test(
    "is obeyed by its component on every edge",
    .enabled(
      if: wanted != nil,
      "takes minutes in a release build: set MESHCHECK_CONFORMANCE=full to run it"))
  func everyEdge() async throws {
    var table = """
      | spec | parameters | states | edges | driven | calls | processor time |
      | --- | --- | ---: | ---: | ---: | ---: | ---: |

      """
    let wanted = try #require(Self.wanted)
    let models = OpenModel.all.filter { wanted == "full" || $0.testDescription.contains(wanted) }
    #expect(!models.isEmpty, "no model has this in its description: \(wanted)")
    for model in models {
      let start = processorTime()
      let account = try await model.drive()
      let time = processorTime() - start
      #expect(account.divergence == nil, "\(model.testDescription)")
      #expect(account.edgesDriven == account.edges, "\(model.testDescription)")
      table += row(model, account, time)
      print(row(model, account, time), terminator: "")
      if let path = Self.environment["MESHCHECK_CONFORMANCE_TABLE"] {
        try Data(table.utf8).write(to: URL(filePath: path))
      }
    }
  }

  private func row(_ model: OpenModel, _ account: OpenModel.Account, _ time: Duration) -> String {
    let choices = account.choices > 1 ? "; \(account.choices) choices" : ""
    let numbers = [account.states, account.edges, account.edgesDriven, account.calls]
    let cells =
      ["`\(model.name)`", model.parameters + choices] + numbers.map(grouped) + [seconds(time)]
    return "| \(cells.joined(separator: " | ")) |\n"
  }

  /// `961,874`.
  private func grouped(_ number: Int) -> String {
    number < 1000
      ? "\(number)" : grouped(number / 1000) + "," + "\(number % 1000 + 1000)".dropFirst()
  }

  private func seconds(_ duration: Duration) -> String {
    let tenths = Int((duration / .milliseconds(100)).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
