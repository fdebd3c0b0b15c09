import Engine
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// A host comes back so many ticks after it has crashed: `recovers` holds from the number on that
/// is one more, as the crash comes before the first of them.
@Suite("Claims that count ticks")
struct BoundedResponseTests {
  private func spec(_ claim: String, need: Int) throws -> TypedSpec {
    try SpecText.check(
      """
      var up = true
      var waited: 0...\(need) = 0
      action crash() when up { up = false }
      on tick {
        if !up {
          if waited == \(need) {
            up = true
            waited = 0
          } else { waited += 1 }
        }
      }
      property P: \(claim.replacing("N", with: "\(need + 1)").replacing("M", with: "\(need)"))
      """)
  }

  /// Nil where that is not known.
  private func holds(_ claim: String, need: Int) throws -> Bool? {
    let compiled = try #require(compile(try spec(claim, need: need)).program)
    let explorer = Explorer(
      program: compiled.program, limits: ExplorationLimits(memoryBytesMax: 256 << 20))
    let answers = explorer.explore(liveness: compiled.livenessTask).liveness
    if answers.allSatisfy({ $0 == .holds }) { return true }
    for answer in answers {
      guard case .violated = answer else { continue }
      return false
    }
    return nil
  }

  private static let claims: [(claim: String, isTrue: Bool)] = [
    ("recovers up within N ticks after !up", true),
    ("recovers up within M ticks after !up", false),
    ("always recovers up within N ticks after !up", true),
    ("(recovers up within N ticks after !up) && recovers up within M ticks after !up", false),
    (
      "always ((recovers up within N ticks after !up) && recovers up within M ticks after false)",
      true
    ),
    ("forall i in 0...2: recovers up within N ticks after !up && waited >= i", true),
    ("forall i in 0...2 where i > 0: recovers up within M ticks after !up && waited >= i", true),
    ("forall i in 0...2 where i < 1: recovers up within M ticks after !up && waited >= i", false),
    ("up implies recovers up within N ticks after !up", true),
    ("up implies recovers up within M ticks after !up", false),
    ("!up implies recovers up within M ticks after !up", true),
    ("recovers fired(crash) within M ticks after fired(crash)", true),
    ("!(recovers up within N ticks after !up)", false),
    ("recovers up && !old(up) within N ticks after !up && old(up)", true),
    ("recovers up && !old(up) within M ticks after !up && old(up)", false),
    // These take a tableau.
    ("always (waited == 1 implies recovers up within N ticks after !up)", true),
    ("always (waited == 1 implies recovers up within M ticks after !up)", false),
    ("always (!up implies recovers up within M ticks after !up)", false),
    ("(always eventually !up) implies recovers up within N ticks after !up", true),
    ("(always eventually !up) implies recovers up within M ticks after !up", false),
  ]

  @Test("Every number of ticks that may be written is checked", arguments: [2, 63, 249])
  func everyNumber(need: Int) throws {
    for (claim, isTrue) in Self.claims {
      #expect(try holds(claim, need: need) == isTrue, "\(claim), \(need)")
    }
  }

  @Test("With few ticks the obvious way says the same", arguments: [1, 2])
  func twin(need: Int) throws {
    var count = 0
    for (claim, _) in Self.claims {
      switch LivenessComparison.compare(
        try spec(claim, need: need), statesMax: 20, operatorsMax: 8)
      {
      case .tooLarge: Issue.record("\(claim): too large")
      case .compared(let differences, let claims, _):
        #expect(differences.isEmpty, "\(claim): \(differences)")
        count += claims
      }
    }
    #expect(count > 8)
  }

  @Test("A claim that assumes a long one, or says one of two, may be too large, and says so")
  func tooLarge() throws {
    #expect(
      try holds("(recovers up within N ticks after !up) implies always eventually up", need: 3)
        == true)
    #expect(
      try holds("(recovers up within N ticks after !up) implies always eventually up", need: 99)
        == nil)
  }
}
