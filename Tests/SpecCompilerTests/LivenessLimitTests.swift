import Engine
import SpecCompiler
import TestSupport
import Testing

/// Claims about runs where there is more of something than usual.
@Suite("Claims about runs, at the edges")
struct LivenessLimitTests {
  private func answers(
    _ text: String, _ settings: SearchSettings = SearchSettings()
  ) throws -> [LivenessAnswer] {
    let compiled = try #require(compile(try SpecText.check(text)).program)
    let explorer = Explorer(
      program: compiled.program, limits: ExplorationLimits(memoryBytesMax: 256 << 20),
      settings: settings)
    return explorer.explore(liveness: compiled.livenessTask).liveness
  }

  @Test(
    "A state may have more steps than a batch of a search, folded or not", arguments: [false, true])
  func manySteps(isFolded: Bool) throws {
    // Three words a state, 1,501 states, 1,500 steps from the first.
    let text = """
      var x: 0...1500 = 0
      var wide: [0...20: 0...255] = 7
      fair action pick() when x == 0 { let v = any 1...1500
        x = v }
      action rest() when x != 0 { }
      property Leaves: eventually x != 0
      property Stays: eventually always x == 1
      """
    var settings = SearchSettings()
    settings.folding = isFolded ? .always : .never
    let answers = try answers(text, settings)
    #expect(answers.count == 2)
    #expect(answers[0] == .holds)
    guard case .violated(let lasso) = answers[1] else {
      Issue.record("\(answers[1])")
      return
    }
    #expect(lasso.stem.count == 2 && lasso.loop.count == 1)
  }

  @Test("More than sixty-four actions may be fair")
  func manyFairActions() throws {
    let text = """
      var at: 0...99 = 0
      var lit: [0...99: Bool] = false
      fair action light(i: 0...99) when i == at && !lit[i] { lit[i] = true
        at = min(i + 1, 99) }
      action wait() { }
      property AllLit: eventually forall i in 0...99: lit[i]
      property NoneLit: always eventually !lit[99]
      """
    let answers = try answers(text)
    #expect(answers[0] == .holds)
    if case .violated(let lasso) = answers[1] {
      #expect(lasso.stem.count == 101)
    } else {
      Issue.record("\(answers[1])")
    }
  }
}
