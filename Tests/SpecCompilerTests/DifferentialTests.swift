import FoundationEssentials
import TestSupport
import Testing

/// The compiler and the engine agree with the direct meaning of a spec, on specs drawn at random.
@Suite("Compiled and directly")
struct DifferentialTests {
  /// `MESHCHECK_SPECS=100000` runs that many instead, `MESHCHECK_SEED=7` begins elsewhere.
  private static func number(_ name: String, otherwise: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? otherwise
  }

  private static let parts: UInt64 = 8

  @Test("Generated specs have the same states, steps, verdicts and traces", arguments: 0..<parts)
  func generated(part: UInt64) throws {
    let count = Self.number("MESHCHECK_SPECS", otherwise: 2_000)
    let first = Self.number("MESHCHECK_SEED", otherwise: 1)
    var run = DifferentialRun()
    for seed in stride(from: first + part, to: first + count, by: Int(Self.parts)) {
      try run.check(seed: seed)
    }
    // Were nearly everything too large, nothing would have been shown.
    #expect(run.compared > 4 * run.skipped)
    #expect(run.states > 4 * run.compared)
  }
}
