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

/// States that are left out before the search for cycles, as each of its rules goes.
@Suite("Claims about runs, where most states lie on no cycle")
struct LivenessTrimTests {
  /// Counters that only rise, so that the graph has no cycle but steps that change nothing.
  private func text(_ rest: String) -> String {
    """
    var x: 0...30 = 0
    var y: 0...30 = 0
    \(rest)
    """
  }

  private func verdicts(_ text: String, threadCount: Int = 1) throws -> [Bool] {
    let compiled = try #require(compile(try SpecText.check(text)).program)
    var settings = SearchSettings(threadCount: threadCount)
    settings.sharedLevelMin = 1
    var explorers = [
      Explorer(
        program: compiled.program, limits: ExplorationLimits(memoryBytesMax: 256 << 20),
        settings: settings)
    ]
    if NativeBuild.isPossible {
      let natives = try NativeBuild.programs([compiled.program])
      explorers.append(
        Explorer(native: natives[0], limits: ExplorationLimits(memoryBytesMax: 256 << 20)))
    }
    let answers = explorers.map { $0.explore(liveness: compiled.livenessTask).liveness }
    for other in answers.dropFirst() { #expect(other == answers[0]) }
    return answers[0].map { $0 == .holds }
  }

  @Test("Who waits in a state where a fair step is left undone does not stay", arguments: [1, 2])
  func fairSteps(threadCount: Int) throws {
    let actions = """
      fair action right() when x < 30 { x += 1 }
      action up() when y < 30 { y += 1 }
      action rest() { }
      """
    let claims = """
      property Right: eventually x == 30
      property Up: eventually y == 30
      property RightIfUp: always (y == 30 implies eventually x == 30)
      """
    #expect(
      try verdicts(text(actions + "\n" + claims), threadCount: threadCount)
        == [true, false, true])
  }

  @Test("A fair step that may also change nothing does not have to lead on")
  func idleFairSteps() throws {
    let actions = """
      fair action right() when x < 30 { let moves = any Bool
        if moves { x += 1 } }
      """
    #expect(try verdicts(text(actions + "\nproperty Right: eventually x == 30")) == [false])
  }

  @Test("A run that comes to an end stays there for ever")
  func ends() throws {
    let actions = """
      fair action right() when x < 30 && y == 0 { x += 1 }
      fair action stop() when x == 7 { y = 30 }
      terminal y == 30
      """
    let claims = """
      property Right: eventually x == 30
      property Ends: eventually (x == 30 || y == 30)
      property Left: always (y == 30 implies eventually y == 0)
      """
    // The step to the left is possible once, and a fair one may be taken instead.
    #expect(try verdicts(text(actions + "\n" + claims)) == [false, true, false])
  }

  @Test("A long way round to a state of a level above is a cycle")
  func cycles() throws {
    let actions = """
      fair action right() when x < 30 { x += 1 }
      action back() when x == 30 { x = 0
        y = min(y + 1, 30) }
      """
    let claims = """
      property Far: always (x == 0 implies eventually x == 30)
      property Tall: eventually y == 30
      property Stays: eventually always x == 30
      """
    #expect(try verdicts(text(actions + "\n" + claims)) == [true, true, false])
  }
}
