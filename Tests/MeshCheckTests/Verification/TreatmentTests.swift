import FoundationEssentials
import MeshCheck
import SourceText
import Testing

@Suite("A spec file")
struct TreatmentTests {
  @Test("with errors is not explored, and all its errors are there")
  func invalid() throws {
    let report = try #require(
      try allVerified("var n: 0...3 = 0\naction a() { m = 1 }\ninvariant I: k == 2\n").first)
    #expect(report.treatment == .invalid)
    #expect(report.outcome == .invalid)
    #expect(report.diagnostics.map { $0.position?.line } == [2, 3])
    #expect(report.verdict == nil)
  }

  @Test("without variables has nothing to explore")
  func library() throws {
    let report = try verified("component C { var n: 0...1 = 0 }\nenum E { a, b }\n")
    #expect(report.treatment == .nothingToExplore)
    #expect(report.outcome == .asExpected)
  }

  @Test("that is not there is the world's failure")
  func missing() {
    #expect(throws: VerificationError.file(.missing(path: "/no/such/spec.mesh"))) {
      try MeshCheck.verify(path: "/no/such/spec.mesh")
    }
  }

  @Test("on disk is verified by one call")
  func publicCall() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "meshcheck-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "ring.mesh")
    let text = """
      param size: 1...9 = 4
      var n: 0...9 = 0
      action move() { n = n == size - 1 ? 0 : n + 1 }
      invariant Small: n < 4

      """
    try Data(text.utf8).write(to: file)
    let report = try MeshCheck.verify(path: file.path, parameters: ["size": 6])
    #expect(report.outcome == .notAsExpected)
    #expect(report.properties(named: "Small").map(\.verdict) == [.violated])
    let spec = try #require(report.specs.first)
    let broken = try #require(report.properties(named: "Small").first)
    #expect(spec.traceText(of: broken)?.contains("invariant Small is violated") == true)
  }
}
