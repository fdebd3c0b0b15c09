import MeshCheck
import SpecLanguage
import TestSupport
import Testing

/// The engine agrees with the obvious way about the temporal properties of the repository's specs.
///
/// Those with more states, or with more temporal operators than the slow twin can guess at, are
/// left out; `MESHCHECK_CORPUS=full` takes more of them.
@Suite("Runs of the corpus, compiled and directly")
struct LivenessCorpusTests {
  private static let statesMax = Corpus.isFull ? 1_500 : 160
  private static let operatorsMax = Corpus.isFull ? 8 : 4

  @Test("come to the same")
  func agrees() throws {
    var (claims, violated) = (0, 0)
    for path in Corpus.specs {
      let loaded = SpecLoader(read: Corpus.files.read).load(path: path)
      guard let spec = check(loaded, parameters: [:]).spec else { continue }
      let isTemporal = spec.properties.contains { property in
        if case .temporal = property.kind { true } else { false }
      }
      guard isTemporal else { continue }
      switch LivenessComparison.compare(
        spec, statesMax: Self.statesMax, operatorsMax: Self.operatorsMax)
      {
      case .tooLarge: continue
      case .compared(let differences, let more, let broken):
        #expect(differences.isEmpty, "\(path): \(differences)")
        claims += more
        violated += broken
      }
    }
    print("compared \(claims) claims of the corpus, \(violated) of them false")
    #expect(claims > 40 && violated > 10)
  }
}
