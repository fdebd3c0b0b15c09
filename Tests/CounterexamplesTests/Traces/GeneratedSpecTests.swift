import Counterexamples
import Engine
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

@Suite("Traces of generated specs")
struct GeneratedSpecTests {
  /// Each in turn: found by the engine, confirmed, explained, rendered, written, read and replayed.
  @Test("Whatever is found can be shown, written and replayed", arguments: UInt64(1)...25)
  func wholeWay(seed: UInt64) throws {
    let text = SpecGenerator.spec(seed: seed, statesMax: 300)
    let traced = try TracedSpec(text)
    let compiled = try #require(compile(traced.spec).program)
    let limits = ExplorationLimits(memoryBytesMax: 16 << 20)
    let found = Explorer(program: compiled.program, limits: limits).explore()
    for finding in found.findings {
      let trace = try traced.builder.trace(of: finding, in: compiled)
      #expect(TextTraceRenderer(spec: traced.spec).render(trace).contains(trace.subject.name))
      #expect(MarkdownTraceRenderer(spec: traced.spec).render(trace).contains("# "))
      let file = ITFTraceWriter(spec: traced.spec).text(of: trace)
      let document = try ITFTraceReader().document(parsing: Array(file.utf8))
      #expect(document == ITFTraceWriter(spec: traced.spec).document(of: trace))
      let report = Replayer(spec: traced.spec, sources: traced.sources, path: "sample.mesh")
        .replay(document)
      #expect(report.result == .confirmed, "seed \(seed), \(trace.subject.name): \(report.text)")
      #expect(report.trace?.states == trace.states)
    }
  }
}
