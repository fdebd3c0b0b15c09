import Counterexamples
import Testing

@Suite("Files in the Informal Trace Format")
struct ITFDocumentTests {
  private let reader = ITFTraceReader()

  private let document = ITFDocument(
    source: "specs/a.mesh", description: "row.range is violated",
    parameters: [TraceParameter(name: "clients", value: 2)], property: "row.range", kind: "range",
    variables: ["row", "up"],
    states: [
      .init(
        action: "init", picks: [],
        values: [.init(key: "row", value: ["#bigint": "0"]), .init(key: "up", value: true)]),
      .init(
        action: "send", picks: [.init(key: "c", value: "client1")],
        values: [.init(key: "row", value: ["#bigint": "1"]), .init(key: "up", value: true)]),
    ],
    attempt: .init(action: "fail", picks: [.init(key: "by", value: ["#bigint": "2"])]), loop: 0)

  @Test("A document comes back as it was")
  func roundTrip() throws {
    let text = document.json.text(pretty: true)
    #expect(try reader.document(parsing: Array(text.utf8)) == document)
  }

  @Test("A document has the form that Quint writes")
  func form() {
    #expect(
      document.json.text(pretty: true) == """
        {
          "#meta": {
            "format": "ITF",
            "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
            "source": "specs/a.mesh",
            "description": "row.range is violated",
            "parameters": {"clients": 2},
            "property": "row.range",
            "kind": "range",
            "attempt": {
              "mbt::actionTaken": "fail",
              "mbt::nondetPicks": {"by": {"tag": "Some", "value": {"#bigint": "2"}}}
            }
          },
          "vars": ["row", "up", "mbt::actionTaken", "mbt::nondetPicks"],
          "states": [
            {
              "#meta": {"index": 0},
              "row": {"#bigint": "0"},
              "up": true,
              "mbt::actionTaken": "init",
              "mbt::nondetPicks": {"c": {"tag": "None", "value": {"#tup": []}}}
            },
            {
              "#meta": {"index": 1},
              "row": {"#bigint": "1"},
              "up": true,
              "mbt::actionTaken": "send",
              "mbt::nondetPicks": {"c": {"tag": "Some", "value": "client1"}}
            }
          ],
          "loop": 0
        }
        """)
  }

  @Test("A trace of another tool needs only states")
  func foreign() throws {
    let text = """
      {"vars": ["x", "mbt::actionTaken", "mbt::actionTaken"], "states": [{"x": 1}, {"x": 2}]}
      """
    let read = try reader.document(parsing: Array(text.utf8))
    #expect(read.source == nil)
    #expect(read.variables == ["x"])
    #expect(read.states.map(\.action) == [nil, nil])
    #expect(
      read.states.map(\.values) == [[.init(key: "x", value: 1)], [.init(key: "x", value: 2)]])
  }

  @Test(
    "A file that is no trace is refused",
    arguments: [
      ("[", "the file is not JSON: 1:2: expected a value"),
      ("[]", "file: expected an object with 'states'"),
      ("{}", "states: expected a list"),
      ("{\"states\": [1]}", "states[0]: expected an object"),
      (
        "{\"states\": [{\"mbt::actionTaken\": 1}]}",
        "states[0].mbt::actionTaken: expected a string"
      ),
      (
        "{\"states\": [{\"mbt::nondetPicks\": []}]}",
        "states[0].mbt::nondetPicks: expected a record"
      ),
      (
        "{\"states\": [{\"mbt::nondetPicks\": {\"c\": 1}}]}",
        "states[0].mbt::nondetPicks.c: expected a variant Some or None"
      ),
      ("{\"states\": [{}], \"loop\": 1}", "loop: expected the index of a state"),
      (
        "{\"states\": [], \"#meta\": {\"parameters\": {\"n\": true}}}",
        "#meta.parameters.n: expected an integer"
      ),
      (
        "{\"states\": [], \"#meta\": {\"attempt\": {}}}",
        "#meta.attempt.mbt::actionTaken: expected a string"
      ),
    ])
  func refusal(text: String, message: String) {
    let error = #expect(throws: ITFError.self) {
      try ITFTraceReader().document(parsing: Array(text.utf8))
    }
    #expect(error?.description == message)
  }
}
