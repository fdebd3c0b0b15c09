import SpecLanguage
import Testing

/// What the checker makes of a spec that is right.
@Suite struct LoweringTests {
  @Test("Parameters have their values before types are computed")
  func parameters() throws {
    let source = """
      param size: 1...9 = 2
      let last = 2 * size - 1
      entity Node(size)
      var n: 0...last = 0
      var q: Queue<Node, size> = []
      """
    let checked = try Checking(source, parameters: ["size": 4]).spec()
    #expect(checked.variables.map { checked.describe($0.type) } == ["0...7", "Queue<Node, 4>"])
    #expect(checked.parameters.map(\.value) == [4])
    #expect(checked.entities.map(\.count) == [4])
  }

  @Test("A function that is one 'if' or 'switch' returns the lone values of its branches")
  func branchesAsValues() throws {
    let source = """
      enum Load { none, some(0...2) }
      var load: Load = .none
      func size(l: Load) -> 0...2 {
        switch l {
        case .none: 0
        case .some(let n): if n == 0 { 1 } else { n }
        }
      }
      invariant Small: size(load) < 2
      """
    let spec = try Checking(source).spec()
    let size = try #require(spec.routines.first { $0.name == "size" })
    guard case .switchOver(_, let cases)? = size.code.body.first?.kind else {
      Issue.record("not a switch")
      return
    }
    #expect(cases.count == 2)
    for branch in cases { #expect(branch.body.count == 1) }
    guard case .returnValue? = cases[0].body.first?.kind,
      case .ifElse(_, let then, let otherwise)? = cases[1].body.first?.kind,
      case .returnValue? = then.body.first?.kind,
      case .returnValue? = otherwise.body.first?.kind
    else {
      Issue.record("a branch does not return")
      return
    }
  }

  @Test("What a component declares comes along with the keys that lead to it")
  func flattening() throws {
    let source = """
      entity Node(2)
      component Timer(limit: 1...5 = 3) {
        var left: 0...limit = limit
        on tick { if left > 0 { left -= 1 } }
        invariant Bounded: left <= limit
      }
      component Link<Peer> {
        var timer: Timer(limit: 2)
        var seen: Set<Peer> = []
        fair action see(p: Peer) when !(p in seen) { seen.insert(p) }
        step Grows on see(p): p in seen
      }
      var links: [Node: [Bool: Link<Node>]]
      """
    let spec = try Checking(source).spec()
    #expect(spec.actions.map(\.name) == ["links[$0][$1].see"])
    #expect(spec.actions.map(\.keyCount) == [2])
    #expect(spec.actions.map(\.parameterCount) == [3])
    #expect(spec.actions.map(\.fairness) == [.weak])
    #expect(spec.tickHandlers.map(\.name) == ["links[$0][$1].timer.tick"])
    #expect(
      spec.properties.map(\.name) == ["links[$0][$1].Grows", "links[$0][$1].timer.Bounded"])
    #expect(spec.properties[0].locals.map(\.name) == ["key1", "key2", "p"])
    #expect(spec.components.map(\.name).sorted() == ["Link<Node>", "Timer(limit: 2)"])
  }

  @Test("One component serves all variables with the same arguments")
  func sharing() throws {
    let source = """
      component Box(size: 1...3 = 1) { var n: 0...size = 0 }
      var a: Box
      var b: Box(size: 1)
      var c: [Bool: Box(size: 2)]
      """
    let spec = try Checking(source).spec()
    #expect(spec.components.map(\.name) == ["Box(size: 1)", "Box(size: 2)"])
    #expect(spec.variables[0].type == spec.variables[1].type)
  }

  @Test("Cases of different specialisations of one component are comparable")
  func nominalTypes() throws {
    let source = """
      component Box(size: 1...3 = 1) {
        enum Mode { empty, full }
        var mode: Mode = .empty
        var n: 0...size = 0
      }
      var a: Box
      var b: Box(size: 2)
      var last: Box.Mode = .full
      invariant Same: a.mode == b.mode || last == a.mode
      """
    let spec = try Checking(source).spec()
    #expect(spec.enumerations.map(\.name) == ["Box.Mode"])
  }

  @Test("Every transition of an open component is an action, private ones apart")
  func open() throws {
    let source = """
      component Box {
        var n: 0...2 = 0
        transition put() when n < 2 { n += 1; note() }
        transition take() -> Bool { return n > 0 }
        private transition note() { }
      }
      var boxes: [Bool: open Box]
      """
    let spec = try Checking(source).spec()
    #expect(spec.variables.map(\.isOpen) == [true])
    #expect(spec.actions.map(\.name) == ["boxes[$0].put", "boxes[$0].take"])
    #expect(spec.actions.map { $0.guardCondition != nil } == [true, false])
    #expect(spec.actions.allSatisfy { $0.openTransition != nil })
  }

  @Test("A process is a variable with a place in the code, and an action for each step")
  func processes() throws {
    let source = """
      entity Worker(2)
      var busy: 0...2 = 0
      fair process Work(w: Worker) {
        var round: 0...3 = 0
        while round < 3 {
          step begin when busy < 2 { busy += 1 }
          step end { busy -= 1; round += 1 }
        }
      }
      """
    let spec = try Checking(source).spec()
    #expect(spec.variables.map(\.name) == ["busy", "Work"])
    #expect(spec.describe(spec.variables[1].type) == "[Worker: Work]")
    #expect(spec.structures[0].fields.map(\.name) == ["at", "round"])
    #expect(spec.enumerations[0].cases.map(\.name) == ["begin", "end", "done"])
    #expect(spec.actions.map(\.name) == ["Work.begin", "Work.end"])
    #expect(spec.actions.map(\.parameterCount) == [1, 1])
    #expect(spec.actions.map(\.keyCount) == [0, 0])
    #expect(spec.terminals.count == 1)
  }

  @Test("The antecedent of a theorem is the branch of its implication, or of what it waits after")
  func antecedent() throws {
    let source = """
      entity Node(2)
      var up: Set<Node> = []
      theorem "4.2" Covered: forall n in Node: n in up implies up.count > 0
      theorem Later: always (up.isEmpty implies eventually !up.isEmpty)
      theorem Leads: forall n in Node: n in up leadsto !(n in up)
      theorem Soon: forall n in Node: recovers n in up within 2 ticks after !(n in up)
      theorem Plain: always eventually up.isEmpty
      on tick { up = [] }
      """
    let spec = try Checking(source).spec()
    var branches: [BranchInformation.Kind?] = []
    for property in spec.properties {
      guard case .theorem(let id, let branch, let isTemporal) = property.kind else { continue }
      branches.append(branch.map { spec.branches[$0.index].kind })
      #expect(id == (property.name == "Covered" ? "4.2" : nil))
      #expect(isTemporal == (property.name != "Covered"))
    }
    #expect(branches == [.antecedent, .antecedent, .antecedent, .trigger, nil])
  }
}
