import SpecLanguage
import SpecSemantics
import TestSupport
import Testing

@Suite("Counterexamples to temporal properties are proved")
struct LassoConfirmationTests {
  private static let instance = PropertyInstance(property: 0, keys: [])

  private func confirm(
    _ fixture: MachineFixture, _ lasso: Lasso, fair: Bool = true
  ) throws(LassoFault) -> [FairInstance] {
    try fixture.machine.confirm(lasso, breaking: Self.instance, assumingFairness: fair)
  }

  private static func light(_ leave: String) -> String {
    """
    var lit = false
    var gone = false
    fair action flip() when !gone { lit = !lit }
    \(leave) leave() when lit && !gone { gone = true }
    property P: eventually gone
    """
  }

  @Test("An action that is disabled now and then may be put off, unless it is strongly fair")
  func strength() throws {
    let flips = ["flip()", "flip()"]
    let weak = try MachineFixture(Self.light("fair action"))
    let fairness = try confirm(weak, try weak.lasso(flips, loopStart: 0))
    #expect(fairness.map(\.treatment) == [.taken(at: 0), .disabled(at: 0)])

    let strong = try MachineFixture(Self.light("strong fair action"))
    let lasso = try strong.lasso(flips, loopStart: 0)
    #expect(throws: LassoFault.self) { try confirm(strong, lasso) }
    let allowed = try confirm(strong, lasso, fair: false)
    #expect(allowed.map(\.treatment) == [.taken(at: 0), .starved(enabledAt: 1)])
    #expect(allowed.map(\.isStarved) == [false, true])
  }

  @Test("Each combination of arguments is fair on its own, and time is fair too")
  func instances() throws {
    let fixture = try MachineFixture(
      """
      entity Client(2)
      var served: Set<Client> = []
      var clock: 0...1 = 0
      on tick { clock = 1 - clock }
      strong fair action never(c: Client) when false { }
      fair action serve(c: Client) when !(c in served) { served.insert(c) }
      action forget(c: Client) when c in served { served.remove(c) }
      action idle() { }
      property P: forall c in Client: eventually c in served
      """)
    let calls = ["serve(client1)", "forget(client1)", "tick", "tick"]
    let lasso = try fixture.lasso(calls, loopStart: 0)
    let fairness = fixture.machine.fairness(on: lasso)
    #expect(
      fairness.map { fixture.describe($0.label) } == [
        "never(client1)", "never(client2)", "serve(client1)", "serve(client2)", "tick",
      ])
    #expect(
      fairness.map(\.treatment) == [
        .neverEnabled, .neverEnabled, .taken(at: 0), .starved(enabledAt: 0), .taken(at: 2),
      ])
    #expect(throws: LassoFault.unfair(fairness[3])) { try confirm(fixture, lasso) }
    #expect(fixture.machine.passedOver(on: lasso, max: 4).map(fixture.describe) == ["idle()"])
    let idle = try fixture.lasso(["idle()"], loopStart: 0)
    #expect(
      fixture.machine.fairness(on: idle).map(\.treatment).last == .starved(enabledAt: 0))
  }

  @Test("What is no run of the machine, or no counterexample, is refused")
  func faults() throws {
    let fixture = try MachineFixture(
      """
      var n: 0...3 = 0
      action up() when n < 3 { n += 1 }
      action down() when n > 0 && n < 3 { n -= 1 }
      property P: eventually n == 2
      """)
    let good = try fixture.lasso(["up()", "down()"], loopStart: 0)
    #expect(try confirm(fixture, good).isEmpty)
    let open = try fixture.lasso(["up()"], loopStart: 0)
    #expect(throws: LassoFault.open) { try confirm(fixture, open) }
    let early = try fixture.lasso(["up()"], loopStart: 1)
    #expect(throws: LassoFault.early(position: 1)) { try confirm(fixture, early) }
    let holding = try fixture.lasso(["up()", "up()", "up()"], loopStart: 3)
    #expect(throws: LassoFault.holds) { try confirm(fixture, holding) }
    let swapped = Lasso(states: good.states, labels: good.labels.reversed(), loopStart: 0)
    #expect(throws: LassoFault.noStep(position: 0)) { try confirm(fixture, swapped) }
    let jump = Lasso(
      states: [holding.states[0], holding.states[2], holding.states[0]], labels: good.labels,
      loopStart: 0)
    #expect(throws: LassoFault.noStep(position: 0)) { try confirm(fixture, jump) }
    let end = holding.states[3]
    let moving = Lasso(
      states: holding.states + [holding.states[0]], labels: holding.labels + [nil], loopStart: 0)
    #expect(holding.states.last == end)
    #expect(throws: LassoFault.noStep(position: 4)) { try confirm(fixture, moving) }
  }

  @Test("A step that fails is none, but its action is enabled")
  func failing() throws {
    let fixture = try MachineFixture(
      """
      var n: 0...1 = 0
      fair action jump() { n = n + 2 }
      property P: eventually n == 1
      """)
    let end = try fixture.lasso([], loopStart: 0)
    #expect(throws: LassoFault.self) { try confirm(fixture, end) }
    #expect(try confirm(fixture, end, fair: false).map(\.isStarved) == [true])
  }

  /// Three places in a ring, a way to stay, and a way out of the ring.
  private static func ring(_ goes: String, _ claim: String) -> String {
    """
    var at: 0...2 = 0
    \(goes) go() { at = (at + 1) % 3 }
    action stay() { at = at }
    property P: \(claim)
    """
  }

  @Test(
    "Some run breaks a property just where the tableau says that it is false",
    arguments: ["action", "fair action", "strong fair action"],
    [
      "eventually at == 2", "always eventually at == 0", "eventually always at == 0",
      "always (at == 0 || at == 1)", "at == 1 leadsto at == 2", "at == 0 until at == 1",
      "at == 1 releases at == 0", "at == 2 releases at != 2", "next at == 1",
      "always (fired(go()) implies (next at != 0) || at == 2)",
      "always (fired(stay()) implies next at == 0)", "always enabled(go())",
      "(always eventually fired(go())) implies always eventually at == 0",
      "forall i in 0...2: always eventually at == i",
      "exists i in 0...2: eventually always at == i",
      "(eventually at == 1) implies eventually (at == 2 && next at == 0)",
      "always (at == 0 until (at == 1 until at == 2))",
    ])
  func twin(goes: String, claim: String) throws {
    let fixture = try MachineFixture(Self.ring(goes, claim))
    let spec = fixture.machine.spec
    let found = try #require(NaiveExplorer.explore(spec, statesMax: 100))
    let holds = NaiveLiveness.holds(property: 0, keys: [], spec: spec, found)
    // With three states, each property here that fails does so on a run of at most five steps.
    let isBroken = fixture.lassos(ofStepsMax: 5).contains { lasso in
      (try? confirm(fixture, lasso)) != nil
    }
    #expect(isBroken == !holds)
  }
}
