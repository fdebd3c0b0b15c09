import Counterexamples
import MeshCheck
import SpecLanguage
import TestSupport
import Testing

/// Every spec of the repository means what its `expect` lines say, and every trace still runs.
///
/// A debug build looks at the first few thousand states of the large ones, where a wrong verdict
/// shows already; `MESHCHECK_CORPUS=full` at all, and under all parameters that the files name.
@Suite("The corpus")
struct CorpusTests {
  private static let statesMax = 4_000

  private static let verification = Verification(
    files: Corpus.files, settings: ParameterSettings(),
    limits: VerificationLimits(
      statesMax: Corpus.isFull ? nil : statesMax, memoryBytesMax: 512 << 20),
    clock: { .zero })

  @Test("is found")
  func isFound() {
    #expect(Corpus.specs.contains("specs/components/breaker.mesh"))
    #expect(Corpus.specs.count >= 20)
  }

  @Test("verifies as each spec expects", arguments: Corpus.specs)
  func verifies(path: String) {
    let prepared = Self.verification.prepare(path)
    let runs = Self.verification.runs(of: prepared)
    for run in Corpus.isFull ? runs : Array(runs.prefix(1)) {
      let report = Self.verification.report(on: run)
      for diagnostic in report.diagnostics { Issue.record("\(diagnostic.text)") }
      let isCut = report.limit != nil
      #expect(!(isCut && Corpus.isFull))
      for property in report.properties where !property.isExpected {
        let isOpen = property.verdict == .inconclusive && isCut
        #expect(isOpen, "\(property.name) is \(property.verdict): \(property.reason ?? "")")
      }
      for expectation in report.expectations where !expectation.isAboutProperty {
        let isMet = expectation.result == .met || isCut && expectation.result == .open
        #expect(isMet, "\(expectation.text): \(expectation.finding ?? "")")
      }
    }
  }

  @Test("has traces that run again and show what they say", arguments: Corpus.traces)
  func replays(path: String) throws {
    let document = try ITFTraceReader().document(parsing: Corpus.files.read(path))
    let report = try Counterexamples.replay(document, load: Self.verification.load)
    #expect(report?.isConfirmed == true, "\(report?.text ?? "the trace names no spec")")
  }

  @Test("has a trace, with a loop, of each temporal property that code as written violates")
  func loops() throws {
    let looping = try Corpus.traces.filter {
      try ITFTraceReader().document(parsing: Corpus.files.read($0)).loop != nil
    }
    let written = Corpus.specs.filter { $0.hasPrefix("specs/as-written/") }
      .map { $0.dropFirst("specs/as-written/".count).dropLast(".mesh".count) }
    #expect(
      looping.filter { path in
        written.contains { path.hasPrefix("counterexamples/\($0)-") }
      } == [
        "counterexamples/circuit-breaker-Recovers.itf.json",
        "counterexamples/message-queue-SleepersAreWoken.itf.json",
        "counterexamples/service-registry-CrashedAreGone.itf.json",
      ])
  }
}
