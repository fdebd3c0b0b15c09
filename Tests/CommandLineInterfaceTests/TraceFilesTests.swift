import Testing

@testable import CommandLineInterface

@Suite("The name of a trace file")
struct TraceFilesTests {
  @Test(
    "is safe on every file system",
    arguments: [
      ("breaker-Protective", "breaker-Protective"),
      ("mesh-b[instance1].WellFormed", "mesh-b-instance1-.WellFormed"),
      ("x-m[<a, b>]/../etc", "x-m-a-b-..-etc"),
      (".hidden", "hidden"),
      ("-rf", "rf"),
      ("§∀", "trace"),
      (String(repeating: "n", count: 400), String(repeating: "n", count: 150)),
    ])
  func safeNames(name: String, expected: String) {
    #expect(TraceNames.safe(name) == expected)
  }
}
