import Counterexamples
import MeshCheck
import TestSupport
import Testing

@Suite("Walks through generated specs")
struct GeneratedWalkTests {
  @Test("come across nothing but what a search finds too, and everything they show is confirmed")
  func generated() throws {
    var violated = 0
    var searched = 0
    for seed in UInt64(1)...150 {
      let text = SpecGenerator.spec(seed: seed, statesMax: 300)
      let files = MemoryFiles(["spec.mesh": text])
      let verification = Verification(
        files: files.access, settings: ParameterSettings(),
        limits: VerificationLimits(statesMax: 2_000, memoryBytesMax: 64 << 20), clock: { .zero })
      let run = verification.runs(of: verification.prepare("spec.mesh"))[0]
      let walks = verification.simulate(run, limits: SimulationLimits(walksMax: 10, depthMax: 15))
      // It fails where the reference semantics does not confirm a trace.
      guard walks.base.treatment == .explored else {
        #expect(walks.base.treatment == .invalid, "seed \(seed)")
        continue
      }
      let search = verification.report(on: run)
      guard search.isComplete else { continue }
      searched += 1
      for property in walks.properties {
        guard let trace = property.trace else { continue }
        violated += 1
        let name = property.name
        let own = search.properties.filter { $0.name == name && $0.line == property.line }
        let shortest = own.compactMap { $0.trace?.steps.count }.min()
        #expect(shortest != nil, "seed \(seed): a search does not find \(name)")
        #expect(trace.steps.count >= shortest ?? 0, "seed \(seed): \(name)")
      }
    }
    // Were there all but none, nothing would have been shown.
    #expect(searched > 75)
    #expect(violated > 150)
  }
}
