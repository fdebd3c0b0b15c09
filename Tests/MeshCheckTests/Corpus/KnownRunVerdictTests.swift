import MeshCheck
import SpecLanguage
import SpecSemantics
import TestSupport
import Testing

/// What the temporal properties of small specs come to by the slow twin.
///
/// What is expected here was thought through for each; the specs' own lines say the same.
@Suite("Runs of the corpus, the obvious way")
struct KnownRunVerdictTests {
  private static let verification = Verification(
    files: Corpus.files, settings: ParameterSettings(), limits: VerificationLimits(),
    clock: { .zero })

  @Test(
    "come to what each spec says",
    arguments: [
      ("as-written/circuit-breaker", 2, ["Recovers": false]),
      ("as-written/message-queue", nil, ["SleepersAreWoken": false]),
      (
        "theorems/breaker-protects", 1,
        ["Recovers": true, "OpenLeadsToClosed": true, "TriesAgain": true]
      ),
      ("theorems/retry-chain", nil, ["Ends": true]),
      (
        "theorems/queue-delivers", nil,
        [
          "GivenIsTaken": true, "WaitersAreServed": true, "KeptIsAskedFor": true,
          "BlockedGetRoom": true, "AdmittedGoOn": true,
        ]
      ),
    ] as [(String, Int64?, [String: Bool])])
  func decides(name: String, clients: Int64?, expected: [String: Bool]) throws {
    let parameters = clients.map { ["clients": $0] } ?? [:]
    let spec = try Self.verification.load("specs/\(name).mesh", parameters: parameters).spec
    let found = try #require(NaiveExplorer.explore(spec, statesMax: 200))
    let machine = SpecMachine(spec)
    var verdicts: [String: Bool] = [:]
    for (index, property) in spec.properties.enumerated() {
      guard case .temporal = property.kind else { continue }
      verdicts[property.name] = machine.keys(ofProperty: index).allSatisfy {
        NaiveLiveness.holds(property: index, keys: $0, spec: spec, found)
      }
    }
    #expect(verdicts == expected)
  }
}
