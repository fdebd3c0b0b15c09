import Engine
import FoundationEssentials
import TestSupport
import Testing

/// The engine agrees with the obvious way about what holds on all fair runs, and each run that it
/// shows is one on which the claim is false.
@Suite("Runs, compiled and directly")
struct LivenessTwinTests {
  /// `MESHCHECK_FORMULAS=3000` compares that many, `MESHCHECK_SEED=7` begins elsewhere.
  private static func number(_ name: String, otherwise: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? otherwise
  }

  private static let parts: UInt64 = 4
  /// The slow twin takes two to the power of a claim's operators; larger ones are left out.
  private static let statesMax = 40

  @Test("Generated claims have the same verdicts", arguments: 0..<parts)
  func generated(part: UInt64) throws {
    let count = Int(Self.number("MESHCHECK_FORMULAS", otherwise: 300))
    var seed = Self.number("MESHCHECK_SEED", otherwise: 1) + part
    var (claims, violated, skipped) = (0, 0, 0)
    var natives = NativeComparison()
    while claims < (count + Int(Self.parts) - 1) / Int(Self.parts) {
      let text = SpecGenerator.temporalSpec(seed: seed, statesMax: 60, formulas: 3)
      let isShared = seed / Self.parts % 2 == 1
      switch LivenessComparison.compare(
        try SpecText.check(text), statesMax: Self.statesMax, threadCount: isShared ? 2 : 1,
        isFolded: seed / Self.parts % 3 == 1, isHasty: seed / Self.parts % 4 < 2, operatorsMax: 9,
        noting: { natives.add("seed \(seed)", $0, $1, $2, expecting: $3) })
      {
      case .tooLarge: skipped += 1
      case .compared(let differences, let more, let brokenClaims):
        #expect(differences.isEmpty, "seed \(seed): \(differences)\n\(text)")
        claims += more
        violated += brokenClaims
      }
      try #require(skipped <= 100 + claims, "most specs are too large")
      seed += Self.parts
    }
    print("compared \(claims) claims, \(violated) of them false: seeds below \(seed)")
    if NativeBuild.isPossible {
      let differences = try natives.differences()
      #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    }
    // Were nearly all true, or nearly all false, little would have been shown.
    #expect(violated > claims / 10 && violated < claims * 9 / 10)
  }
}
