import Engine
import SpecCompiler
import Testing

/// State spaces whose sizes are published or follow by hand.
@Suite("State spaces of compiled specs")
struct StateSpaceTests {
  /// Gray and Lamport, "Consensus on Transaction Commit", doi:10.1145/1132863.1132867; the counts
  /// are those of Stateright's `2pc` example.
  @Test("Two-phase commit has its published number of states", arguments: [(3, 288), (5, 8_832)])
  func twoPhaseCommit(managers: Int64, states: Int) throws {
    let fixture = try CompiledFixture(
      """
      param rms: 1...9 = 3
      entity RM(rms)
      enum RMState { working, prepared, committed, aborted }
      enum TMState { undecided, committed, aborted }
      enum Message { prepared(RM), commit, abort }
      var rmState: [RM: RMState] = .working
      var tmState: TMState = .undecided
      var tmPrepared: Set<RM> = []
      var messages: Set<Message> = []
      action prepare(rm: RM) when rmState[rm] == .working {
        rmState[rm] = .prepared
        messages.insert(.prepared(rm))
      }
      action chooseToAbort(rm: RM) when rmState[rm] == .working { rmState[rm] = .aborted }
      action receivePrepared(rm: RM) when tmState == .undecided && .prepared(rm) in messages {
        tmPrepared.insert(rm)
      }
      action commit() when tmState == .undecided && forall rm in RM: rm in tmPrepared {
        tmState = .committed
        messages.insert(.commit)
      }
      action abort() when tmState == .undecided {
        tmState = .aborted
        messages.insert(.abort)
      }
      action receiveCommit(rm: RM) when .commit in messages { rmState[rm] = .committed }
      action receiveAbort(rm: RM) when .abort in messages { rmState[rm] = .aborted }
      invariant Consistent: forall a in RM, b in RM:
        !(rmState[a] == .committed && rmState[b] == .aborted)
      """, parameters: ["rms": managers])
    let found = fixture.explore()
    #expect(found.states == states)
    #expect(found.findings.allSatisfy { $0.kind == .deadlock })
  }

  /// A queue of at most n over k values has 1 + k + … + kⁿ states; each but the full ones has k
  /// steps that append, and each but the empty one has one that removes.
  @Test("A queue reaches every content", arguments: [(2, 3), (3, 2), (1, 4)])
  func queue(kinds: Int, capacity: Int) throws {
    let fixture = try CompiledFixture(
      """
      struct Item { var kind: 1...\(kinds); var mark: Bool }
      var q: Queue<Item, \(capacity)> = []
      var taken: Item? = nil
      action put(k: 1...\(kinds)) when !q.isFull {
        q.append(Item(kind: k, mark: k == 1))
        taken = nil
      }
      action take() when !q.isEmpty {
        let x = q.popFirst()
        require x != nil
      }
      """)
    let sizes = (0...capacity).map { length in (0..<length).reduce(1) { total, _ in total * kinds }
    }
    let states = sizes.reduce(0, +)
    let found = fixture.explore()
    #expect(found.states == states)
    #expect(found.transitions == kinds * (states - sizes[capacity]) + states - 1)
  }

  /// Multisets of at most n out of k: the binomial of n + k over n.
  @Test("A bag does not tell orders apart", arguments: [(2, 3, 10), (3, 2, 10), (4, 3, 35)])
  func bag(kinds: Int, capacity: Int, states: Int) throws {
    let fixture = try CompiledFixture(
      """
      var bag: Bag<1...\(kinds), \(capacity)> = []
      action put(k: 1...\(kinds)) when !bag.isFull { bag.insert(k) }
      action take(k: 1...\(kinds)) when k in bag { bag.remove(k) }
      action lose() {
        let k = any bag
        bag.remove(k)
      }
      invariant Counts: bag.count == sum(bag.count(k) for k in 1...\(kinds))
      """)
    let found = fixture.explore()
    #expect(found.states == states)
    #expect(found.findings.isEmpty)
    // Each put has a take that undoes it, and each take a loss that does the same.
    #expect(found.transitions % 3 == 0)
  }

  @Test("Actions with many arguments choose them while they run")
  func chosenArguments() throws {
    let fixture = try CompiledFixture(
      """
      var x: 0...39 = 0
      var y: 0...39 = 0
      action move(a: 0...39, b: 0...39) when a + b == 3 && a <= b { x = a
        y = b }
      """)
    #expect(fixture.compiled.program.actions.count == 1)
    #expect(try fixture.steps() == ["move(0, 3) -> 0 3", "move(1, 2) -> 1 2"])
  }

  @Test("Time passes in all handlers, each for all its keys")
  func ticks() throws {
    let fixture = try CompiledFixture(
      """
      entity Node(2)
      component Timer(limit: 1...3 = 2) {
        var left: 0...limit = 0
        transition start() { left = limit }
        on tick { if left > 0 { left -= 1 } }
        invariant Bounded: left <= limit
      }
      var timers: [Node: Timer(limit: 2)]
      var clock: 0...3 = 0
      action start(n: Node) { timers[n].start() }
      on tick { clock = clock == 3 ? 0 : clock + 1 }
      """)
    let found = fixture.explore()
    // Each timer is at 0, 1 or 2 and the clock at one of four, all reachable.
    #expect(found.states == 36)
    // Two starts and one tick from each.
    #expect(found.transitions == 108)
    #expect(
      fixture.compiled.checks.map(\.name)
        == ["timers[node1].Bounded", "timers[node2].Bounded"])
  }
}
