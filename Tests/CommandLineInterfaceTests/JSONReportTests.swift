import CommandLineInterface
import Counterexamples
import TestSupport
import Testing

@Suite("A JSON report")
struct JSONReportTests {
  /// The JSON that a run prints, with memory, which depends on the machine, taken out.
  private func output(of text: String, _ options: String = "") -> String {
    let world = TestWorld(["a.mesh": text])
    world.run("verify a.mesh --format json \(options)")
    return world.output.replacing(#/"memoryBytes": \d+/#, with: "\"memoryBytes\": 0")
  }

  @Test("of a small spec is this")
  func whole() {
    let text = """
      param top: 1...3 = 2
      var n: 0...3 = 0
      action up() { n = n == top ? 0 : n + 1 }
      invariant Small: n < 1
      expect violated Small
      expect states 3

      """
    #expect(output(of: text) == Self.expected)
  }

  private static let expected = """
    {
      "version": "1.0.0",
      "outcome": "asExpected",
      "exitCode": 0,
      "residentBytes": null,
      "specs": [
        {
          "file": "a.mesh",
          "parameters": {"top": 2},
          "states": 3,
          "transitions": 3,
          "depth": 2,
          "complete": true,
          "limit": null,
          "symmetry": null,
          "fairness": null,
          "stateBits": 2,
          "constantBits": 0,
          "unreadBits": 0,
          "unreadVariables": [],
          "unreadKept": [],
          "withinConstraint": false,
          "seconds": 0.0,
          "memoryBytes": 0,
          "compressed": false,
          "spilledBytes": 0,
          "spillFailure": null,
          "engine": "bytecode",
          "compilationSeconds": null,
          "compilationProcessorSeconds": null,
          "verdict": "violated",
          "outcome": "asExpected",
          "failure": null,
          "checkpointFailure": null,
          "properties": [
            {
              "name": "Small",
              "kind": "invariant",
              "identifier": null,
              "verdict": "violated",
              "expected": true,
              "expectedVerdict": "violated",
              "reason": null,
              "file": "a.mesh",
              "line": 4,
              "measure": null,
              "trace": [
                {
                  "action": null,
                  "arguments": [],
                  "picks": {},
                  "sentence": "",
                  "marked": false,
                  "state": {"n": "0"}
                },
                {
                  "action": "up",
                  "arguments": [],
                  "picks": {},
                  "sentence": "",
                  "marked": false,
                  "state": {"n": "1"}
                }
              ],
              "loop": null
            },
            {
              "name": "deadlock",
              "kind": "deadlock",
              "identifier": null,
              "verdict": "holds",
              "expected": true,
              "expectedVerdict": "holds",
              "reason": null,
              "file": "a.mesh",
              "line": null,
              "measure": null,
              "trace": null,
              "loop": null
            }
          ],
          "expectations": [
            {"text": "expect violated Small", "line": 5, "result": "met", "finding": null},
            {"text": "expect states 3", "line": 6, "result": "met", "finding": null}
          ],
          "coverage": {
            "actionsNeverFired": [],
            "branchesNeverTaken": [],
            "antecedentsNeverTrue": [],
            "casesNeverReached": []
          },
          "diagnostics": []
        }
      ]
    }

    """

  @Test("is the example of docs/json-output.md, which names every key")
  func documentation() throws {
    let text = try RepositoryFiles.text(at: "docs/json-output.md")
    #expect(text.contains(Self.expected))
    for match in Self.expected.matches(of: #/"([a-zA-Z]+)":/#) {
      let key = String(match.1)
      #expect(key == "top" || key == "n" || text.contains("`\(key)`"), "\(key) is not explained")
    }
  }

  @Test("of a wrong spec has its diagnostics, and is still one object")
  func diagnostics() throws {
    let json = try JSONValue(parsing: output(of: "var n: 0...3 = 0\ninvariant I: m == 1\n"))
    let spec = try #require(json["specs"]?.arrayValue?.first)
    #expect(spec["verdict"] == "invalid")
    #expect(spec["complete"] == false)
    let diagnostic = try #require(spec["diagnostics"]?.arrayValue?.first)
    #expect(diagnostic["severity"] == "error")
    #expect(diagnostic["file"] == "a.mesh")
    #expect(diagnostic["line"] == 2)
    #expect(diagnostic["column"] == 14)
    #expect(json["exitCode"] == 2)
  }

  @Test("says what the process had resident, where the system tells")
  func memory() throws {
    let status = "Name:\tmeshcheck\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n"
    let world = TestWorld(["a.mesh": "var n: 0...3 = 0\n", "/proc/self/status": status])
    world.run("verify a.mesh --format json")
    #expect(try JSONValue(parsing: world.output)["residentBytes"] == 2_097_152)
  }

  @Test("says what the compiler took, where there is native code")
  func compilation() throws {
    let text = "var n: 0...3 = 0\naction up() { n = n == 3 ? 0 : n + 1 }\n"
    let json = try JSONValue(parsing: output(of: text, "--engine native"))
    let spec = try #require(json["specs"]?.arrayValue?.first)
    // Where there is no C compiler, native code that was asked for is a failure.
    if spec["verdict"] == "failed" { return }
    #expect(spec["engine"] == "native")
    for key in ["compilationSeconds", "compilationProcessorSeconds"] {
      guard case .number(let seconds)? = spec[key] else {
        Issue.record("\(key) is no number")
        continue
      }
      #expect(seconds > 0)
    }
  }

  @Test("names the limit that ended a search")
  func limit() throws {
    let text = "var n: 0...9 = 0\naction up() { n = n == 9 ? 0 : n + 1 }\nmeasure m: n\n"
    let json = try JSONValue(parsing: output(of: text, "--max-states 4"))
    let spec = try #require(json["specs"]?.arrayValue?.first)
    #expect(spec["limit"] == "states")
    #expect(spec["complete"] == false)
    #expect(spec["coverage"] == .null)
    #expect(json["outcome"] == "inconclusive")
  }
}
