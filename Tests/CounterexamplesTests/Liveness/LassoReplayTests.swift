import Counterexamples
import SpecLanguage
import Testing

@Suite("Replaying runs without an end")
struct LassoReplayTests {
  private func document(
    _ text: String, stem: [String], loop: [String], fair: Bool = true
  ) throws -> ITFDocument {
    let traced = try TracedSpec(text)
    return ITFTraceWriter(spec: traced.spec).document(
      of: try traced.lasso(stem: stem, loop: loop, fair: fair))
  }

  private func replayed(_ document: ITFDocument, on text: String) throws -> ReplayReport {
    let file = document.json.text(pretty: true)
    let read = try ITFTraceReader().document(parsing: Array(file.utf8))
    #expect(read == document)
    let traced = try TracedSpec(text)
    return Replayer(spec: traced.spec, sources: traced.sources, path: "sample.mesh").replay(read)
  }

  private func lock() throws -> ITFDocument {
    try document(
      EndlessSpecs.lock, stem: ["ask(client1)"],
      loop: ["ask(client2)", "take(client2)", "giveBack(client2)"])
  }

  @Test("A loop that was written is confirmed, and renders as before")
  func confirmed() throws {
    let document = try lock()
    #expect(document.loop == 1)
    #expect(document.isFair == true)
    #expect(document.states.count == 5)
    let report = try replayed(document, on: EndlessSpecs.lock)
    #expect(report.result == .confirmed)
    #expect(
      report.text
        == "4 steps confirmed: steps 2 to 4 repeat for ever, and Served is false on this fair run")
    let traced = try TracedSpec(EndlessSpecs.lock)
    let trace = try traced.lasso(
      stem: ["ask(client1)"], loop: ["ask(client2)", "take(client2)", "giveBack(client2)"])
    #expect(report.trace == trace)
  }

  @Test("A run that comes to its end loops in its last state")
  func end() throws {
    let document = try document(EndlessSpecs.caller, stem: ["call", "lose"], loop: [])
    #expect(document.loop == 2)
    #expect(document.states.count == 3)
    let report = try replayed(document, on: EndlessSpecs.caller)
    #expect(
      report.text == "2 steps confirmed: from here on nothing ever happens, "
        + "and Ends is false on this fair run")
  }

  @Test("Whether fairness is assumed stands in the file")
  func fairness() throws {
    var document = try document(
      EndlessSpecs.lamp, stem: [], loop: ["flip", "flip"], fair: false)
    let report = try replayed(document, on: EndlessSpecs.lamp)
    #expect(
      report.text
        == "2 steps confirmed: steps 1 to 2 repeat for ever, and Leaves is false on this run")
    for isFair in [true, nil] {
      document.isFair = isFair
      let unfair = try replayed(document, on: EndlessSpecs.lamp)
      #expect(!unfair.isConfirmed)
      #expect(unfair.text == "the loop is not fair: it never takes leave, though it could")
    }
  }

  @Test("A spec that has changed refutes the loop")
  func changed() throws {
    let document = try lock()
    let patient = EndlessSpecs.lock.replacing("eventually owner == c", with: "eventually true")
    let report = try replayed(document, on: patient)
    #expect(report.result == .refuted)
    #expect(report.text == "4 steps confirmed, but Served holds on this run")

    let strong = EndlessSpecs.lock.replacing("fair action take", with: "strong fair action take")
    #expect(
      try replayed(document, on: strong).text
        == "the loop is not fair: it never takes take(client1), though it could")

    let lost = try self.document(EndlessSpecs.caller, stem: ["call", "lose"], loop: [])
    let asking = EndlessSpecs.caller + "\naction again() when lost { phase = .idle }"
    #expect(
      try replayed(lost, on: asking).text
        == "the run does not end after step 2\n  possible here: again")
  }

  @Test("A loop that does not close is told")
  func open() throws {
    var document = try lock()
    document.loop = 0
    #expect(
      try replayed(document, on: EndlessSpecs.lock).text == """
        the last state is not state 0, where the loop begins
          that state, and the last one:
            waiting: + client1
        """)
  }

  @Test("What the trace does not say is made up for, or else left open")
  func sparse() throws {
    var document = try lock()
    for index in document.states.indices {
      document.states[index].action = nil
      document.states[index].picks = []
    }
    #expect(try replayed(document, on: EndlessSpecs.lock).result == .confirmed)
    for index in document.states.indices.dropLast() { document.states[index].values = [] }
    #expect(try replayed(document, on: EndlessSpecs.lock).isConfirmed)
    document.isFair = nil
    document.loop = nil
    let report = try replayed(document, on: EndlessSpecs.lock)
    #expect(report.result == .runConfirmed)
    #expect(
      report.text == "4 steps confirmed; whether Served fails on it takes a new check to say")
  }

  @Test("`fair` is true or false")
  func mistake() {
    let text = "{\"#meta\": {\"fair\": 1}, \"states\": [{}], \"loop\": 0}"
    let error = #expect(throws: ITFError.self) {
      try ITFTraceReader().document(parsing: Array(text.utf8))
    }
    #expect(error?.description == "#meta.fair: expected true or false")
  }
}
