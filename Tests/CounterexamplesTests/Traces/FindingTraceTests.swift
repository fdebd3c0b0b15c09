import Counterexamples
import Engine
import SpecCompiler
import SpecLanguage
import Testing

@Suite("Traces of what the engine found")
struct FindingTraceTests {
  private func explored(
    _ text: String
  ) throws -> (traced: TracedSpec, compiled: CompiledSpec, found: Exploration) {
    let traced = try TracedSpec(text)
    let compiled = try #require(compile(traced.spec).program)
    let limits = ExplorationLimits(memoryBytesMax: 64 << 20)
    return (traced, compiled, Explorer(program: compiled.program, limits: limits).explore())
  }

  @Test(
    "Every finding has a trace as long as the obvious search finds it",
    arguments: [
      SampleSpecs.counter, SampleSpecs.commit, SampleSpecs.breaker, SampleSpecs.faults,
      SampleSpecs.philosophers, SampleSpecs.race, SampleSpecs.instances,
    ])
  func confirmed(text: String) throws {
    let (traced, compiled, found) = try explored(text)
    #expect(!found.findings.isEmpty)
    var lengths: [String: Int] = [:]
    for finding in found.findings {
      let trace = try traced.builder.trace(of: finding, in: compiled)
      #expect(trace.explanation != nil)
      // One rule may be broken at several places; the search below stops at the first.
      let name = trace.subject.name
      lengths[name] = min(lengths[name] ?? .max, trace.steps.count)
    }
    for (name, length) in lengths {
      #expect(try traced.trace(of: name).steps.count == length, "\(name)")
    }
  }

  @Test("A measure has a witness for each of its extremes")
  func measure() throws {
    let (traced, compiled, found) = try explored(SampleSpecs.counter)
    let check = try #require(found.measures.firstIndex { $0 != nil })
    let extremes = try #require(found.measures[check])
    let traces = try traced.builder.traces(ofMeasure: check, extremes, in: compiled)
    #expect(traces.least.subject.headline == "height is 0, its least value")
    #expect(traces.least.steps.isEmpty)
    #expect(traces.greatest.subject.headline == "height is 5, its greatest value")
    #expect(traces.greatest.steps.map(\.action) == ["up", "up", "up", "up", "up"])
  }

  @Test("A path that the reference semantics does not know is an error, never a trace")
  func mismatch() throws {
    let (traced, compiled, found) = try explored(SampleSpecs.counter)
    var finding = try #require(found.findings.first { $0.path.count == 4 })
    finding.path.remove(at: 1)
    let error = #expect(throws: TraceMismatch.self) {
      try traced.builder.trace(of: finding, in: compiled)
    }
    #expect(
      error?.description == """
        internal error: the reference semantics does not confirm step 1 of a trace: \
        up does not lead from state to state
        """)
    finding.path.removeFirst()
    #expect(throws: TraceMismatch(step: 0, reason: "the state is not initial")) {
      try traced.builder.trace(of: finding, in: compiled)
    }
  }
}
