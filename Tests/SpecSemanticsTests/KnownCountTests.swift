import TestSupport
import Testing

/// Sizes of state spaces that others have published or that follow from a formula.
@Suite("Known counts")
struct KnownCountTests {
  /// Gray and Lamport, "Consensus on transaction commit", 2006, doi:10.1145/1132863.1132867; TLC
  /// reports 288 distinct states and a diameter of 11 levels for three resource managers.
  @Test("Two-phase commit of three resource managers has 288 states")
  func twoPhaseCommit() throws {
    let spec = try SpecText.check(
      """
      entity RM(3)
      enum RMState { working, prepared, committed, aborted }
      enum TMState { initial, committed, aborted }
      var rm: [RM: RMState] = .working
      var tm: TMState = .initial
      var tmPrepared: Set<RM> = []
      var sent: Set<RM> = []
      var commitSent = false
      var abortSent = false
      action tmReceivePrepared(r: RM) when tm == .initial && r in sent { tmPrepared.insert(r) }
      action tmCommit() when tm == .initial && tmPrepared.count == 3 {
        tm = .committed
        commitSent = true
      }
      action tmAbort() when tm == .initial {
        tm = .aborted
        abortSent = true
      }
      action prepare(r: RM) when rm[r] == .working {
        rm[r] = .prepared
        sent.insert(r)
      }
      action chooseToAbort(r: RM) when rm[r] == .working { rm[r] = .aborted }
      action receiveCommit(r: RM) when commitSent { rm[r] = .committed }
      action receiveAbort(r: RM) when abortSent { rm[r] = .aborted }
      invariant Consistent: forall a in RM, b in RM: !(rm[a] == .aborted && rm[b] == .committed)
      """)
    let found = try #require(NaiveExplorer.explore(spec, statesMax: 300))
    #expect(found.states.count == 288)
    #expect(found.depth == 10)
    #expect(found.findings.isEmpty)
  }

  /// Two processes that each take a step and read before they write lose an update.
  @Test("A process's steps interleave, and a lost update is found")
  func lostUpdate() throws {
    let spec = try SpecText.check(
      """
      entity Worker(2)
      var n: 0...2 = 0
      process Add(w: Worker) {
        var seen: 0...2 = 0
        step read { seen = n }
        step write { n = seen + 1 }
      }
      invariant Kept: (forall w in Worker: Add[w].at == .done) implies n == 2
      reachable Both: n == 2
      """)
    let found = try #require(NaiveExplorer.explore(spec, statesMax: 100))
    // Each worker takes two steps: all are done after four, some runs with 1 and some with 2.
    #expect(found.depth == 4)
    #expect(Set(found.findings.values) == [4])
    #expect(found.findings.count == 2)
  }

  /// n switches that are each thrown on their own: 2^n states, n·2^n steps.
  @Test("Switches make a cube", arguments: [1, 2, 3, 4])
  func cube(switches: Int) throws {
    let spec = try SpecText.check(
      """
      entity Switch(\(switches))
      var lit: Set<Switch> = []
      action throwOver(s: Switch) { if s in lit { lit.remove(s) } else { lit.insert(s) } }
      measure thrown: lit.count
      """)
    let found = try #require(NaiveExplorer.explore(spec, statesMax: 100))
    #expect(found.states.count == 1 << switches)
    #expect(found.transitions == switches << switches)
    #expect(found.depth == switches)
    #expect(found.measures.values.map(\.greatest) == [Int64(switches)])
  }
}
