import Counterexamples
import MeshCheck
import TestSupport
import Testing

/// What a report says must not depend on whether one state stands for several.
@Suite("Verifying by symmetry")
struct SymmetryTests {
  private static func off() -> VerificationLimits {
    var limits = VerificationLimits(memoryBytesMax: 64 << 20)
    limits.usesSymmetry = false
    return limits
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "components with keyed claims, actions and time",
      text: """
        entity Client(3)
        component Counter(top: 1...3 = 2) {
          var n: 0...3 = 0
          action up() when n < 3 { n += 1 }
          on tick { if n > 0 { n -= 1 } }
          invariant Low: n < top
          step Slow: n <= old(n) + 1
        }
        var c: [Client: Counter(top: 3)]
        measure height: max(c[x].n for x in Client)
        reachable Full: forall x in Client: c[x].n == 2
        """),
    Case(
      name: "a step property with a key",
      text: """
        entity Node(3)
        component Light { var lit = false
          action flip() { lit = !lit }
          step NeverOff: old(lit) implies lit
        }
        var light: [Node: Light]
        """),
    Case(
      name: "a deadlock, and states that may end",
      text: """
        entity P(3)
        enum At { idle, waiting, done }
        var at: [P: At] = .idle
        var owner: P? = nil
        action want(p: P) when at[p] == .idle { at[p] = .waiting
          if owner == nil { owner = p } }
        action finish(p: P) when owner == p { at[p] = .done }
        terminal forall p in P: at[p] == .done
        invariant NeverAll: count(p in P where at[p] == .done) < 2
        """),
    Case(
      name: "urgent steps and time",
      text: """
        entity Host(3)
        var alive: Set<Host> = []
        var age: [Host: 0...2] = 0
        action start(h: Host) when !(h in alive) { alive.insert(h) }
        urgent action reap(h: Host) when age[h] == 2 { alive.remove(h)
          age[h] = 0 }
        on tick { for h in Host where h in alive && age[h] < 2 { age[h] += 1 } }
        invariant AtMostTwo: alive.count <= 2
        reachable AllOld: forall h in Host: age[h] == 1
        measure oldest: max(age[h] for h in Host)
        """),
    Case(
      name: "processes",
      text: """
        entity W(3)
        var lock: W? = nil
        var done: 0...3 = 0
        process Worker(me: W) {
          step take when lock == nil { lock = me }
          step give { lock = nil
            done += 1 }
        }
        invariant OneAtATime: count(w in W where Worker[w].at == .give) <= 1
        invariant NotAll: done < 3
        """),
    Case(
      name: "rules broken by steps",
      text: """
        entity C(3)
        var line: Queue<C, 2> = []
        var credit: [C: 0...2] = 0
        action join(c: C) { line.append(c) }
        action serve() when !line.isEmpty { let c = line.first!
          line.removeFirst()
          credit[c] += 1 }
        """),
    Case(
      name: "two rules of which one hides the other",
      text: """
        entity C(2)
        var a: [C: 0...2] = 0
        var b: [C: 0...2] = 0
        var boom = false
        action grow(c: C) when a[c] < 2 && b[c] == 0 { a[c] += 1 }
        action swell(c: C) when b[c] < 2 && a[c] == 0 { b[c] += 1 }
        action all() when exists c in C: a[c] == 2 {
          for c in C { if a[c] == 2 { a[c] += 1 }
            if b[c] == 2 { b[c] += 1 } }
        }
        """),
    Case(
      name: "a constraint and several initial states",
      text: """
        entity N(3)
        var link: [N: N?] = nil
        var token: N = any
        constraint count(n in N where link[n] != nil) <= 2
        action join(n: N, m: N) when n != m && link[n] == nil { link[n] = m }
        action pass() when link[token] != nil { token = link[token]! }
        invariant NoTriangle: forall n in N: link[n] == nil || link[link[n]!] == nil
          || link[link[link[n]!]!] != n
        reachable Back: link[token] != nil && link[link[token]!] == token
        """),
  ]

  @Test("gives the verdicts and trace lengths of looking at every state", arguments: cases)
  func agrees(item: Case) throws {
    let reduced = try verified(item.text)
    let plain = try verified(item.text, limits: Self.off())
    #expect(plain.symmetry == nil)
    #expect(reduced.verdicts == plain.verdicts)
    func lengths(_ report: SpecReport) -> [Int?] { report.properties.map { $0.trace?.steps.count } }
    #expect(lengths(reduced) == lengths(plain))
    func measures(_ report: SpecReport) -> [[Int64]?] {
      report.properties.map { $0.measure.map { [$0.least, $0.greatest] } }
    }
    #expect(measures(reduced) == measures(plain))
    let symmetry = try #require(reduced.symmetry)
    #expect(symmetry.states == plain.states)
    #expect(symmetry.isUsed == (reduced.states < plain.states))
    #expect(symmetry.entities.allSatisfy { $0.obstacle == nil })
  }

  @Test("shows what is broken for each key in a run of its own")
  func keyedTraces() throws {
    let report = try verified(Self.cases[0].text)
    for client in ["client1", "client2", "client3"] {
      let property = try report.property("c[\(client)].Low")
      let actions = property.trace?.steps.map(\.action)
      #expect(property.verdict == .violated)
      #expect(actions == Array(repeating: "c[\(client)].up", count: 3))
    }
  }

  @Test("looks at every state when a rule that is broken may hide another")
  func repetition() throws {
    let report = try verified(Self.cases[6].text)
    #expect(report.symmetry?.isUsed == false)
    #expect(
      report.verdicts.filter { $0 == "a.range: violated" || $0 == "b.range: violated" }.count == 2)
    #expect(
      report.symmetry?.sentences == [
        "symmetry: C (2); every state was looked at, as what was found may hide something"
      ])
  }

  @Test("leaves counts that a file expects about all states")
  func expectations() throws {
    let text = """
      entity P(4)
      var at: [P: 0...2] = 0
      action go(p: P) when at[p] < 2 { at[p] += 1 }
      terminal true
      expect states 81
      expect transitions 216
      expect depth 8
      """
    let report = try verified(text)
    #expect(report.states == 15)
    #expect(report.symmetry?.states == 81)
    #expect(report.expectations.map(\.result) == [.met, .met, .met])
    #expect(report.symmetry?.sentences == ["symmetry: P (4); orbits are exact: 15 states for 81"])
    let wrong = try verified(text.replacing("81", with: "15"))
    #expect(wrong.expectations.map(\.result) == [.unmet, .met, .met])
  }

  @Test("says which entities it leaves alone, and why")
  func obstacle() throws {
    let report = try verified(
      """
      entity P(3)
      var last: P? = nil
      action all() { for p in P { last = p } }
      """)
    #expect(
      report.symmetry?.sentences == [
        "no symmetry: P (3), because of a loop over them whose order matters (spec.mesh:3)"
      ])
    #expect(report.symmetry?.states == report.states)
  }
}
