import SourceText
import SpecLanguage
import Testing

/// Specs that would make the checker run long, deep or large.
@Suite struct BoundTests {
  @Test("A spec without bound is refused", arguments: Self.cases)
  func refuses(source: String, report: String) {
    #expect(Checking(source).report == report)
  }

  static let cases: [(source: String, report: String)] = [
    (
      chain(60) { "let c\($0) = c\($0 + 1)" } + "let c60 = 1",
      "40:11 MC0503 this is too deep, together with all the declarations that it needs"
    ),
    (
      "type A0 = Bool\n" + chain(70) { "type A\($0 + 1) = A\($0)?" },
      "65:12 MC0422 types nest more than 64 deep here"
    ),
    (
      chain(9) { "component C\($0) { var a: C\($0 + 1); var b: C\($0 + 1); var c: C\($0 + 1) }" }
        + "component C9 { var x = true }\nvar all: C0",
      "11:1 MC0509 this holds more than 10000 components"
    ),
    (
      "var x = true\nprocess P {\n  step start { }\n"
        + chain(12) { "  if x { if x { step s\($0) { } } }" } + "}",
      "2:9 MC0527 more than 1000 ways lead from one step to the next"
    ),
  ]

  private static func chain(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map { line($0) + "\n" }.joined()
  }

  @Test("Chains of calls may be as long as an author likes")
  func longCalls() throws {
    let source =
      Self.chain(500) { "func f\($0)() -> Bool { return f\($0 + 1)() }" }
      + "func f500() -> Bool { return true }\ninvariant I: f0()"
    let spec = try Checking(source).spec()
    #expect(spec.routines.count == 501)
  }

  @Test("Every text is checked without a crash", arguments: Self.cases.map(\.source))
  func survivesCuts(source: String) {
    for length in stride(from: 0, to: min(source.utf8.count, 400), by: 7) {
      let cut = String(source.prefix(length))
      let checking = Checking(cut)
      let hasErrors = (checking.loaded.diagnostics + checking.result.diagnostics)
        .contains { $0.severity == .error }
      #expect((checking.result.spec == nil) == hasErrors)
    }
  }
}
