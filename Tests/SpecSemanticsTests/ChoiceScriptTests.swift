import SpecLanguage
import Testing

@testable import SpecSemantics

@Suite("The ways through the choices of a run")
struct ChoiceScriptTests {
  private let bits: [Value] = [.integer(0), .integer(1)]

  @Test("Runs go through all options, the first choice most significant")
  func order() {
    var runs: [[Value]] = []
    var next: ChoiceScript? = ChoiceScript()
    while var script = next {
      runs.append([script.choose(among: bits), script.choose(among: bits)])
      next = script.next()
    }
    #expect(runs == bits.flatMap { first in bits.map { [first, $0] } })
  }

  @Test("The options of a choice that an earlier run has met are not listed again")
  func known() throws {
    var first = ChoiceScript()
    #expect(first.known == nil)
    _ = first.choose(among: bits)
    #expect(first.known == nil)
    var second = try #require(first.next())
    #expect(second.known == bits)
    #expect(second.choose(among: bits) == .integer(1))
    #expect(second.known == nil)
    #expect(second.next() == nil)
  }
}
