import Counterexamples
import SourceText
import SpecLanguage
import Testing

@Suite("Replaying traces")
struct ReplayTests {
  private func document(_ text: String, _ name: String) throws -> ITFDocument {
    let traced = try TracedSpec(text)
    return ITFTraceWriter(spec: traced.spec).document(of: try traced.trace(of: name))
  }

  /// Writes the document, reads it again, and replays it on the spec.
  private func replayed(_ document: ITFDocument, on text: String) throws -> ReplayReport {
    let file = document.json.text(pretty: true)
    let read = try ITFTraceReader().document(parsing: Array(file.utf8))
    #expect(read == document)
    let report = try replay(read, path: "sample.mesh") { path, parameters in
      let traced = try TracedSpec(text, path: path, parameters: parameters)
      return (traced.spec, traced.sources)
    }
    return try #require(report)
  }

  @Test(
    "A trace that was written is confirmed, and renders as before",
    arguments: [
      (SampleSpecs.counter, "Small"), (SampleSpecs.counter, "Grows"),
      (SampleSpecs.counter, "Slow"), (SampleSpecs.counter, "Top"),
      (SampleSpecs.commit, "Consistent"), (SampleSpecs.commit, "Together"),
      (SampleSpecs.breaker, "breaker.Quiet"), (SampleSpecs.breaker, "Protective"),
      (SampleSpecs.breaker, "Breaker.finish.when"), (SampleSpecs.faults, "row.range"),
      (SampleSpecs.faults, "line.capacity"), (SampleSpecs.faults, "unwrap"),
      (SampleSpecs.philosophers, "deadlock"), (SampleSpecs.race, "Exclusive"),
      (SampleSpecs.instances, "timers[instance1].Quiet"),
    ])
  func confirmed(text: String, name: String) throws {
    let traced = try TracedSpec(text)
    let trace = try traced.trace(of: name)
    let report = try replayed(ITFTraceWriter(spec: traced.spec).document(of: trace), on: text)
    #expect(report.result == .confirmed)
    #expect(report.steps == trace.states.count - 1)
    #expect(report.trace == trace)
  }

  @Test("A trace without actions and with some variables left out is a run all the same")
  func sparse() throws {
    var document = try document(SampleSpecs.breaker, "Breaker.finish.when")
    document.attempt = nil
    document.property = nil
    for index in document.states.indices { document.states[index].action = nil }
    let report = try replayed(document, on: SampleSpecs.breaker)
    #expect(report.result == .runConfirmed)

    var counting = try self.document(SampleSpecs.counter, "Small")
    for index in counting.states.indices.dropLast() { counting.states[index].values = [] }
    #expect(try replayed(counting, on: SampleSpecs.counter).result == .confirmed)
  }

  /// One way of spoiling the trace of `Small`, and what replay says of it.
  struct Corruption: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var spoil: @Sendable (inout ITFDocument) -> Void
    var message: String

    init(
      _ name: String, _ message: String, _ spoil: @escaping @Sendable (inout ITFDocument) -> Void
    ) {
      testDescription = name
      self.message = message
      self.spoil = spoil
    }
  }

  private static let corruptions = [
    Corruption("no states", "the trace has no states") {
      $0.states = []
      $0.property = nil
    },
    Corruption(
      "another first state",
      """
      the first state is not initial
        an initial state, and what the trace says:
          count: 0 → 1
      """
    ) { $0.states[0].values[0].value = 1 },
    Corruption(
      "a variable of another spec", "the spec has no variable 'x'\n  its variables: count"
    ) { $0.states[0].values[0].key = "x" },
    Corruption(
      "a value of another type",
      "a value does not fit the spec: states[1].count: expected an integer of 0...5"
    ) { $0.states[1].values[0].value = "one" },
    Corruption(
      "an action of another spec", "step 2: the spec has no action 'jump'\n  its actions: up, down"
    ) { $0.states[2].action = "jump" },
    Corruption(
      "an action that is not enabled", "step 1: down is not possible here\n  possible here: up"
    ) { $0.states[1].action = "down" },
    Corruption(
      "an argument that the action does not have",
      "step 1: up(by: 2) is not possible here\n  possible here: up"
    ) { $0.states[1].picks = [.init(key: "by", value: ["#bigint": "2"])] },
    Corruption(
      "a state that the action does not lead to",
      """
      step 2: up leads elsewhere
        what it leads to, and what the trace says:
          count: 2 → 4
      """
    ) { $0.states[2].values[0].value = 4 },
    Corruption(
      "a state that nothing leads to",
      "step 2: no action leads to this state\n  possible here: up, down"
    ) {
      $0.states[2].values[0].value = 4
      $0.states[2].action = nil
    },
    Corruption(
      "a last state in which the property holds",
      "2 steps confirmed, but at the end Small is not as the trace says"
    ) { $0.states.removeLast() },
    Corruption("a property of another spec", "the spec declares nothing named 'Tall'") {
      $0.property = "Tall"
    },
    Corruption(
      "a loop that does not close",
      """
      the last state is not state 1, where the loop begins
        that state, and the last one:
          count: 1 → 3
      """
    ) { $0.loop = 1 },
    Corruption(
      "an attempt that succeeds", "step 4: up fails in the trace, but not in the spec"
    ) { $0.attempt = .init(action: "up", picks: []) },
    Corruption(
      "an attempt that is not possible",
      "step 4: up(by: .two) is not possible here\n  possible here: up, down"
    ) {
      let two: JSONValue = ["tag": "two", "value": ["#tup": []]]
      $0.attempt = .init(action: "up", picks: [.init(key: "by", value: two)])
    },
  ]

  @Test("Each way of spoiling a trace is told by its own message", arguments: corruptions)
  func corrupted(corruption: Corruption) throws {
    var document = try document(SampleSpecs.counter, "Small")
    corruption.spoil(&document)
    let report = try replayed(document, on: SampleSpecs.counter)
    #expect(!report.isConfirmed)
    #expect(report.text == corruption.message)
  }

  @Test("A step that fails where the trace goes on is told")
  func fails() throws {
    var document = try document(SampleSpecs.faults, "row.range")
    let attempt = try #require(document.attempt)
    document.attempt = nil
    let last = try #require(document.states.last)
    document.states.append(
      .init(action: attempt.action, picks: attempt.picks, values: last.values))
    let report = try replayed(document, on: SampleSpecs.faults)
    #expect(report.text == "step 2: count(2) violates row.range, but the trace goes on")
  }

  @Test("A trace that names no spec needs a path")
  func noSource() throws {
    var document = try document(SampleSpecs.counter, "Small")
    document.source = nil
    let report = try replay(document) { path, parameters in
      let traced = try TracedSpec(SampleSpecs.counter, path: path, parameters: parameters)
      return (traced.spec, traced.sources)
    }
    #expect(report == nil)
  }
}
