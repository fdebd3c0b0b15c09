import Counterexamples
import MeshCheck
import SpecLanguage
import TestSupport
import Testing

/// The components' specs are strong enough to notice faults that real systems have had.
@Suite("A fault planted into a component")
struct PlantedFaultTests {
  /// Large components are put into small models: what a component claims of itself comes along.
  private static let models = [
    "registry": """
    import "components/registry"
    entity Shop(1)
    entity Host(2)
    var alone: open Registry<Shop, Host>(failureThreshold: 2, successThreshold: 2, lease: 2)
    """,
    "ring": """
    import "components/ring"
    var alone: open Ring(nodes: 2, replicas: 2, points: 3)
    """,
  ]

  private func verification(of fault: PlantedFault, _ text: String) -> (Verification, String) {
    var files = Corpus.files(replacing: fault.path, by: text)
    var path = fault.path
    if let model = Self.models[fault.component] {
      let read = files.read
      path = "specs/model.mesh"
      files.read = { [path] wanted throws(FileFailure) in
        wanted == path ? Array(model.utf8) : try read(wanted)
      }
    }
    let verification = Verification(
      files: files, settings: ParameterSettings(),
      limits: VerificationLimits(memoryBytesMax: 64 << 20), clock: { .zero })
    return (verification, path)
  }

  private func report(_ verification: Verification, _ path: String) throws -> SpecReport {
    let runs = verification.runs(of: verification.prepare(path))
    let report = verification.report(on: try #require(runs.first))
    for diagnostic in report.diagnostics { Issue.record("\(diagnostic.text)") }
    return report
  }

  @Test("is found by its own spec, and the trace shows it again", arguments: PlantedFault.all)
  func isFound(fault: PlantedFault) throws {
    let text = try RepositoryFiles.text(at: fault.path)
    try #require(text.ranges(of: fault.line).count == 1, "'\(fault.line)' is not there once")
    let mutated = text.replacing(fault.line, with: fault.replacement)
    let (verification, path) = verification(of: fault, mutated)
    let report = try report(verification, path)
    let spec = try #require(report.spec)
    let broken = report.properties.filter { $0.verdict == .violated && $0.trace != nil }
    #expect(!broken.isEmpty)
    for property in broken {
      let file = ITFTraceWriter(spec: spec).text(of: try #require(property.trace))
      let document = try ITFTraceReader().document(parsing: Array(file.utf8))
      let replayed = try Counterexamples.replay(document, load: verification.load)
      #expect(replayed?.result == .confirmed, "\(property.name): \(replayed?.text ?? "")")
    }
  }

  @Test("is the only thing wrong with it", arguments: ["registry", "ring"])
  func modelsAreSound(component: String) throws {
    let fault = PlantedFault(component, "", "", "")
    let (verification, path) = verification(of: fault, try RepositoryFiles.text(at: fault.path))
    #expect(try report(verification, path).outcome == .asExpected)
  }
}
