import MeshCheck
import Testing

@Suite("Coverage")
struct CoverageTests {
  @Test("names what a complete search never used, and nothing twice")
  func whole() throws {
    let report = try verified(
      """
      enum Mode { idle, busy, broken }
      var mode: Mode = .idle
      var n: 0...2 = 0
      action work() {
        if n > 1 { mode = .idle } else { mode = .busy }
        if n == 5 { n = 0 }
        n = n == 2 ? 0 : n + 1
      }
      action crash() when n > 2 {
        if mode == .idle { mode = .broken } else { n = 0 }
      }
      invariant Stays: mode == .broken implies n == 0
      """)
    let coverage = try #require(report.coverage)
    #expect(coverage.actionsNeverFired.map(\.text) == ["crash"])
    #expect(coverage.actionsNeverFired.map(\.line) == [9])
    #expect(coverage.branchesNeverTaken.map { "\($0.text) \($0.what)" } == ["n == 5 never true"])
    #expect(coverage.antecedentsNeverTrue.map(\.text) == ["mode == .broken"])
    #expect(coverage.casesNeverReached == ["Mode.broken"])
    #expect(report.outcome == .asExpected)
  }

  @Test("names what claims about runs begin with, where it is a truth about single states")
  func runs() throws {
    let report = try verified(
      """
      var up = true
      var lost = false
      var n: 0...2 = 0
      action crash() when up { up = false }
      action count() { n = (n + 1) % 3 }
      on tick { up = true }
      func comesBack(i: 0...2) -> Bool {
        always (n > 2 + i implies eventually n == i)
      }
      property Waits: recovers up within 1 ticks after !up
      property Never: recovers up within 1 ticks after lost && !up
      property LeadsTo: (lost leadsto up) && (!up leadsto up)
      property Implies: forall i in 0...2: always (n == i implies up || eventually n > i)
        && always (n == i + 1 && lost implies eventually up)
      property Now: always (n == 3 - 1 && lost implies up)
      property Named: comesBack(1)
      property LooksBack: always (n == old(n) + 1 implies up || !up)
      property Beside: always (n != old(n) && (up implies n > 0) || eventually up)
      property Step: always (fired(crash) implies eventually up)
      """)
    let coverage = try #require(report.coverage)
    #expect(
      coverage.antecedentsNeverTrue.map(\.text) == [
        "lost", "n == i + 1 && lost", "n == 3 - 1 && lost", "n > 2 + i",
      ])
    #expect(
      coverage.branchesNeverTaken.map { "\($0.text) \($0.what)" } == [
        "lost && !up never true, and 'recovers' counts from it"
      ])
  }

  @Test("is silent of what a parameter switches off, and of nothing else")
  func switchedOff() throws {
    let text = """
      param limits: 0...1 = 0
      var n: 0...2 = 0
      action work() {
        if limits == 1 {
          if n == 2 { n = 0 }
        } else {
          if n == 5 { n = 1 }
        }
        n = n == 2 ? 0 : n + 1
      }
      """
    let off = try #require(try verified(text).coverage)
    #expect(off.branchesNeverTaken.map { "\($0.text) \($0.what)" } == ["n == 5 never true"])
    let on = try #require(try verified(text.replacing("= 0\nvar", with: "= 1\nvar")).coverage)
    #expect(on.branchesNeverTaken.isEmpty)
  }

  @Test("is silent of a spec that uses everything, tests and vacuous theorems apart")
  func silent() throws {
    let report = try verified(
      """
      var n: 0...1 = 0
      action flip() { n = 1 - n }
      theorem T: n > 1 implies n > 2
      test "t" { assert n == 1 implies n > 0 }
      """)
    #expect(try #require(report.coverage).isEmpty)
  }
}
