import MeshCheck
import SourceText
import TestSupport
import Testing

/// No text makes the checker crash, hang or take memory without bound: it says what is wrong, or
/// that it could not tell.
@Suite("Hostile input")
struct HostileInputTests {
  /// What should come of a text.
  enum Result: Equatable {
    /// The code of its first error.
    case refused(String)
    /// Some property is left open by this limit.
    case cut(String)
    /// Verified as expected, or with a violation: either is an answer.
    case answered(Outcome)
  }

  struct Input: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var result: Result
    var bytes: @Sendable () -> [UInt8]

    init(_ name: String, _ result: Result, _ text: @escaping @Sendable () -> String) {
      testDescription = name
      self.result = result
      bytes = { Array(text().utf8) }
    }

    init(_ name: String, _ result: Result, bytes: @escaping @Sendable () -> [UInt8]) {
      testDescription = name
      self.result = result
      self.bytes = bytes
    }
  }

  @Test("is refused, left open or answered", arguments: Input.all)
  func input(_ input: Input) throws {
    let report = try report(input.bytes())
    #expect(result(of: report) == input.result, "\(report.diagnostics.map(\.text))")
    // A hundred, and how many more there are, from each stage.
    #expect(report.diagnostics.count <= 202)
  }

  private func report(_ bytes: [UInt8]) throws -> SpecReport {
    var files = MemoryFiles(["folder/a.mesh": "", "hostile.mesh": ""]).access
    let read = files.read
    files.read = { path throws(FileFailure) in
      path == "hostile.mesh" ? bytes : try read(path)
    }
    let verification = Verification(
      files: files, settings: ParameterSettings(),
      limits: VerificationLimits(
        statesMax: 20_000, time: .seconds(2), memoryBytesMax: 4 << 20),
      clock: { .zero })
    return try #require(try verification.report(onPaths: ["hostile.mesh"]).specs.first)
  }

  private func result(of report: SpecReport) -> Result {
    if let error = report.diagnostics.first(where: { $0.severity == .error }) {
      return .refused(error.code)
    }
    if let limit = report.limit, report.outcome == .inconclusive { return .cut(limit.name) }
    return .answered(report.outcome)
  }
}
