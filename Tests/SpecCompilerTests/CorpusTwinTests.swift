import MeshCheck
import SourceText
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// The compiled form of every spec of the repository means what its tree says.
///
/// `MESHCHECK_CORPUS=full` compares the large ones as they are; otherwise they are made smaller.
@Suite("Compiling the corpus")
struct CorpusTwinTests {
  /// How a model is made small enough for a debug build of the obvious explorer.
  private struct Smaller {
    var parameters: [String: Int64] = [:]
    var replacing: [(text: String, by: String)] = []
    /// Levels that both expand.
    var depthMax: Int?
  }

  private static let smaller: [String: Smaller] = [
    "specs/as-written/consistent-hash.mesh": Smaller(parameters: ["hashes": 2]),
    "specs/as-written/load-balancer.mesh": Smaller(parameters: ["backends": 2, "requests": 2]),
    "specs/as-written/percentile.mesh": Smaller(parameters: ["size": 2], depthMax: 2),
    "specs/as-written/tracing.mesh": Smaller(parameters: ["spans": 1]),
    "specs/as-written/service-registry.mesh": Smaller(parameters: ["instances": 1]),
    "specs/theorems/health-check-damps.mesh": Smaller(depthMax: 6),
    // Its tests name two services with two instances: their first steps must do.
    "specs/components/registry.mesh": Smaller(depthMax: 3),
    // Every placement of the virtual nodes is an initial state.
    "specs/components/ring.mesh": Smaller(
      replacing: [("open Ring(nodes: 3, replicas: 2,", "open Ring(nodes: 3, replicas: 1,")]),
    // They have no parameters, and their tests need them as they are.
    "specs/components/station.mesh": Smaller(depthMax: 7),
    "specs/components/whole.mesh": Smaller(depthMax: 5),
    "specs/repaired/consistent-hash.mesh": Smaller(parameters: ["hashes": 2]),
    "specs/repaired/load-balancer.mesh": Smaller(parameters: ["backends": 2, "requests": 2]),
    "specs/repaired/percentile.mesh": Smaller(parameters: ["size": 2], depthMax: 2),
    "specs/repaired/service-registry.mesh": Smaller(parameters: ["instances": 1]),
    "specs/repaired/tracing.mesh": Smaller(parameters: ["spans": 1]),
    "specs/incidents/retry-storm.mesh": Smaller(parameters: ["numRetries": 1]),
    "specs/theorems/combined.mesh": Smaller(parameters: ["clients": 1], depthMax: 4),
    "specs/theorems/combined-runs.mesh": Smaller(depthMax: 4),
    "specs/theorems/independent-deployment.mesh": Smaller(parameters: ["others": 1], depthMax: 5),
    "specs/theorems/mesh-agrees.mesh": Smaller(depthMax: 2),
    // All sets of formats are one step away.
    "specs/theorems/protocol-agrees.mesh": Smaller(depthMax: 1),
    "specs/theorems/queue-keeps-order.mesh": Smaller(parameters: ["receivers": 1, "sends": 2]),
    "specs/theorems/registry-reliable.mesh": Smaller(parameters: ["instances": 1]),
    "specs/theorems/ring-stability.mesh": Smaller(
      parameters: ["nodes": 2, "replicas": 1, "points": 3]),
    "specs/theorems/trace-survives.mesh": Smaller(parameters: ["requests": 1]),
  ]
  private static let statesMax = 1_500

  private func spec(_ path: String, _ smaller: Smaller) throws -> TypedSpec {
    var text = try RepositoryFiles.text(at: path)
    for (old, new) in smaller.replacing {
      try #require(text.contains(old), "\(path) has no '\(old)'")
      text = text.replacing(old, with: new)
    }
    let loaded = SpecLoader(read: Corpus.files(replacing: path, by: text).read).load(path: path)
    let result = check(loaded, parameters: smaller.parameters)
    for diagnostic in loaded.diagnostics + result.diagnostics {
      Issue.record("\(path): \(diagnostic.message)")
    }
    return try #require(result.spec)
  }

  @Test("changes nothing", arguments: Corpus.specs)
  func agrees(path: String) throws {
    let smaller = Corpus.isFull ? Smaller() : Self.smaller[path] ?? Smaller()
    let spec = try spec(path, smaller)
    let outcome = Differential.compare(
      spec, statesMax: Corpus.isFull ? .max : Self.statesMax, depthMax: smaller.depthMax)
    switch outcome {
    case .compared(let differences, _): #expect(differences.isEmpty, "\(differences)")
    case .tooLarge: Issue.record("\(path) has more than \(Self.statesMax) states")
    }
  }
}
