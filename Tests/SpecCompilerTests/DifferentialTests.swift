import Engine
import FoundationEssentials
import TestSupport
import Testing

/// The compiler and the engine agree with the direct meaning of a spec, on specs drawn at random,
/// and native code, where the machine has a C compiler, agrees with bytecode on the same specs.
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
    let first = Self.number("MESHCHECK_SEED", otherwise: 1) + part
    var run = DifferentialRun()
    var seed = first
    // Specs that are too large for the twin do not count; were most of them, something would be
    // wrong with the generator.
    while run.compared < Int((count + Self.parts - 1) / Self.parts) {
      try run.check(seed: seed)
      seed += Self.parts
      try #require(run.skipped <= 100 + run.compared)
    }
    print(
      "compared \(run.compared) generated specs: seeds \(first), +\(Self.parts) … below \(seed)")
    // Were they all but empty, nothing would have been shown.
    #expect(run.states > 4 * run.compared)
    guard NativeBuild.isPossible else { return }
    let differences = try run.natives.differences(isMerged: part % 2 == 1)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    print("compared native code with bytecode on the same \(run.compared) specs")
  }
}
