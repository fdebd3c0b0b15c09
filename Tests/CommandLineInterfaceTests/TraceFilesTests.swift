import TestSupport
import Testing

@testable import CommandLineInterface

@Suite("The name of a trace file")
struct TraceFilesTests {
  @Test("names the parameters that are not the file's defaults, whoever has set them")
  func parameters() {
    let spec = """
      param a: 1...3 = 2
      param b: 1...3 = 1
      var n: 0...3 = 0
      action up() when n < a { n += 1 }
      terminal n == a
      invariant Small: n < 1

      """
    for (options, name) in [
      ("", "s-Small"), ("--set a=2", "s-Small"), ("--set b=3 --set a=2", "s-b-3-Small"),
      ("--set b=2 --set a=1", "s-a-1-b-2-Small"),
    ] {
      let world = TestWorld(["s.mesh": spec])
      world.run("verify s.mesh --trace out \(options)")
      let written = world.files.paths.filter { $0.hasPrefix("out/") }
      #expect(written == ["out/\(name).itf.json", "out/\(name).md"], "\(options)")
    }
  }

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
