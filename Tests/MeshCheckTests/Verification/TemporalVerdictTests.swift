import Counterexamples
import MeshCheck
import Testing

@Suite("Verdicts about runs")
struct TemporalVerdictTests {
  /// Counts up to a limit, and may begin again at any time.
  private static func counter(_ claims: String, top: Int = 3) -> String {
    """
    var n: 0...9 = 0
    fair action up() when n < \(top) { n += 1 }
    action reset() { n = 0 }
    \(claims)
    """
  }

  private func verified(_ text: String, _ limits: VerificationLimits) throws -> SpecReport {
    var limits = limits
    limits.memoryBytesMax = 64 << 20
    return try MeshCheckTests.verified(text, limits: limits)
  }

  private var withoutFairness: VerificationLimits {
    var limits = VerificationLimits()
    limits.assumesFairness = false
    return limits
  }

  @Test("are about fair runs, or about all")
  func fairness() throws {
    let text = Self.counter("property Counts: eventually n > 0")
    let fair = try verified(text, VerificationLimits())
    #expect(fair.verdicts == ["Counts: holds", "deadlock: holds"])
    let all = try verified(text, withoutFairness)
    #expect(all.verdicts == ["Counts: violated", "deadlock: holds"])
    let trace = try #require(try all.property("Counts").trace)
    #expect(trace.loopStart == 0)
    #expect(trace.steps.map(\.action) == ["reset"])
  }

  @Test("name what is assumed, each action once")
  func assumptions() throws {
    let text = """
      component Light {
        var lit = false
        fair action flip() { lit = !lit }
        strong fair action fail() when lit { lit = false }
        on tick { lit = lit }
      }
      var lights: [Bool: Light]
      action rest(b: Bool) { }
      fair action work(b: Bool) { }
      property Flips: always eventually fired(lights[true].flip)
      """
    let fair = try verified(text, VerificationLimits())
    let fairness = try #require(fair.fairness)
    #expect(fairness.weak == ["lights.flip", "work", "tick"])
    #expect(fairness.strong == ["lights.fail"])
    #expect(fairness.isAssumed)
    #expect(
      fairness.sentence == "fairness: weak for lights.flip, work, tick; strong for lights.fail")
    #expect(
      try verified(text, withoutFairness).fairness?.sentence
        == "no fairness is assumed (--without-fairness)")
    #expect(
      try verified("var n: 0...1 = 0\nterminal true\nproperty P: always n == 0", withoutFairness)
        .command == "meshcheck verify spec.mesh --without-fairness")
    #expect(
      try verified("var n: 0...1 = 0\nterminal true\nproperty P: always n == 0", .init())
        .fairness?.sentence == "fairness: no action is fair")
    #expect(try verified("var n: 0...1 = 0\nterminal true", withoutFairness).fairness == nil)
  }

  @Test("of theorems are vacuous when the left side is false on every fair run")
  func vacuity() throws {
    let text = Self.counter(
      """
      theorem Never: (eventually n == 9) implies always n == 0
      theorem Stuck: (eventually always n == 0) implies eventually n == 0
      theorem Often: (always eventually n == 3) implies always eventually n == 2
      theorem State: n == 9 implies eventually n == 0
      """)
    let fair = try verified(text, VerificationLimits())
    #expect(
      fair.verdicts == [
        "Never: vacuous", "Stuck: vacuous", "Often: holds", "State: vacuous", "deadlock: holds",
      ])
    #expect(try fair.property("Never").reason == "its left side is false on every fair run")
    #expect(try fair.property("State").reason == "its left side is never true")
    // Without fairness, a run may stay where it is.
    let all = try verified(text, withoutFairness)
    #expect(
      all.verdicts == [
        "Never: vacuous", "Stuck: holds", "Often: holds", "State: vacuous", "deadlock: holds",
      ])
  }

  @Test("of theorems are vacuous when what they wait after never comes, whatever stands around it")
  func nothingToWaitFor() throws {
    let text = """
      var up = true
      var lost = false
      var n: 0...2 = 0
      action crash() when up { up = false }
      action lose() when lost { lost = false }
      fair action count() { n = (n + 1) % 3 }
      on tick { up = true }
      theorem Waits: recovers up within 1 ticks after !up
      theorem Never: recovers up within 1 ticks after lost
      theorem NoStep: recovers up within 1 ticks after fired(lose)
      theorem SomeStep: recovers up within 1 ticks after fired(crash)
      theorem Always: always recovers up within 1 ticks after lost
      theorem Each: forall i in 0...2 where i > 0:
        recovers n == 0 within 9 ticks after n == i && lost
      theorem LeadsTo: lost leadsto up
      theorem LeadsToStep: fired(lose) leadsto up
      theorem Implies: always (lost implies eventually up)
      theorem ImpliesStep: always (fired(lose) implies eventually up)
      theorem GrowsByOne: always (n == old(n) + 1 implies n > 0)
      theorem GrowsByTwo: always (n == old(n) + 2 implies lost)
      """
    let report = try verified(text, VerificationLimits())
    let told = report.properties.filter { $0.verdict != .vacuous }.map(\.name)
    #expect(told == ["Waits", "SomeStep", "GrowsByOne", "deadlock"])
    #expect(report.properties.allSatisfy { $0.verdict == .holds || $0.verdict == .vacuous })
    #expect(
      try report.property("Never").reason == "what it counts from, 'lost', is never true")
    #expect(
      try report.property("NoStep").reason
        == "what it counts from, 'fired(lose)', is false on every fair run")
    #expect(try report.property("LeadsTo").reason == "its left side is never true")
  }

  @Test("are vacuous where no run stays within the constraint, and then violated of nothing")
  func emptiness() throws {
    let claims = """
      property Low: always n < 2
      theorem Falls: n == 0 implies eventually n == 9
      invariant Small: n < 4
      constraint n < 3
      """
    let text = Self.counter(claims, top: 9)
    // Going back is a way to stay within, and counting on is none.
    let resetting = try verified(text, VerificationLimits())
    #expect(
      resetting.verdicts == [
        "Low: violated", "Falls: violated", "Small: holds", "deadlock: holds",
      ])
    let counting = text.replacing("action reset() { n = 0 }", with: "")
    let cut = try verified(counting, VerificationLimits())
    #expect(
      cut.verdicts == ["Low: vacuous", "Falls: vacuous", "Small: holds", "deadlock: holds"])
    let reason = "no fair run stays within the constraint for ever"
    #expect(try cut.property("Low").reason == reason)
    #expect(try cut.property("Falls").reason == reason)
    let all = try verified(counting, withoutFairness)
    #expect(
      try all.property("Low").reason == "no run stays within the constraint for ever")
    // Fairness alone may leave none: whoever rests for ever is not fair to who counts.
    let resting = try verified(counting + "\naction rest() { }", VerificationLimits())
    #expect(try resting.property("Low").verdict == .vacuous)
    let lazy = try verified(counting + "\naction rest() { }", withoutFairness)
    #expect(try lazy.property("Low").verdict == .violated)
    let expecting = try verified(counting + "\nexpect vacuous Low", VerificationLimits())
    #expect(try expecting.property("Low").isExpected)
  }

  @Test("are about runs that stay within the constraint")
  func constraint() throws {
    let text = Self.counter("property Low: always n < 2\nproperty Zero: always n < 1")
    #expect(
      try verified(text, VerificationLimits()).verdicts
        == ["Low: violated", "Zero: violated", "deadlock: holds"])
    let within = try verified(text + "\nconstraint n < 2", VerificationLimits())
    #expect(within.isWithinConstraint)
    #expect(within.verdicts == ["Low: holds", "Zero: violated", "deadlock: holds"])
  }

  @Test("are violated by what was explored before a limit, and never hold")
  func limits() throws {
    let text = Self.counter(
      """
      property FarAway: eventually n == 5
      property Low: always n < 3
      property Again: always eventually n < 9
      """, top: 9)
    for limits in [VerificationLimits(statesMax: 4), VerificationLimits(depthMax: 4)] {
      let report = try verified(text, limits)
      #expect(
        report.verdicts == [
          "FarAway: violated", "Low: violated", "Again: inconclusive", "deadlock: inconclusive",
        ])
      #expect(try report.property("Again").reason == report.limit?.sentence)
    }
  }

  @Test("are found though every other property has its verdict early")
  func settled() throws {
    let text = Self.counter("invariant Low: n < 1\nproperty Back: always eventually n < 9")
    var limits = VerificationLimits()
    limits.settledStatesMin = 0
    let report = try verified(text, limits)
    #expect(report.isComplete)
    #expect(report.verdicts == ["Low: violated", "Back: holds", "deadlock: holds"])
  }

  @Test("are inconclusive where a claim cannot be evaluated, whatever else is true of it")
  func unevaluable() throws {
    let report = try MeshCheckTests.verified(
      Self.counter(
        """
        property Odd: always 6 / (n - 2) != 1
        property Never: eventually (n == 2 && 6 / (n - 2) == 1 && fired(up))
        property Fine: always eventually (n != 2 implies 6 / (n - 2) != 1)
        """))
    #expect(
      report.verdicts == [
        "Odd: inconclusive", "Never: inconclusive", "Fine: holds", "deadlock: holds",
        "arithmetic: violated", "arithmetic: violated",
      ])
    #expect(
      try report.property("Odd").reason == "it cannot be evaluated everywhere: see arithmetic")
    let trace = try #require(try report.property("arithmetic").trace)
    #expect(trace.steps.count == 2)
    #expect(trace.explanation?.title == "Odd has no value")
  }

  @Test("are inconclusive where the formula is too large")
  func tooLarge() throws {
    let report = try MeshCheckTests.verified(
      """
      var n: 0...99 = 0
      fair action up() { n = n == 99 ? 0 : n + 1 }
      property Somewhere: exists i in 0...99: always eventually n == i
      property Everywhere: forall i in 0...99: always eventually n == i
      """)
    #expect(report.verdicts == ["Somewhere: inconclusive", "Everywhere: holds", "deadlock: holds"])
    #expect(
      try report.property("Somewhere").reason == "its formula is too large to be checked")
  }

  @Test(
    "see every state as it is: names and unread variables are kept apart, and the report says so")
  func reductions() throws {
    let text = """
      entity Client(2)
      entity Server(2)
      var owner: Client? = nil
      var last: Server? = nil
      fair action take(c: Client, s: Server) when owner == nil {
        owner = c
        last = s
      }
      fair action giveBack(c: Client) when owner == c { owner = nil }

      """
    let plain = try MeshCheckTests.verified(text)
    #expect(plain.reduction.unreadVariables == ["last"])
    let temporal = try MeshCheckTests.verified(
      text + "property Back: always eventually owner == nil")
    #expect(temporal.states > plain.states)
    #expect(temporal.reduction.sentences == ["unread: last; kept because of temporal properties"])
    #expect(
      temporal.symmetry?.sentences == [
        "no symmetry: Client (2), Server (2), because of temporal properties: names matter along a "
          + "run"
      ])
    #expect(temporal.verdicts == ["Back: holds", "deadlock: holds"])
  }
}
