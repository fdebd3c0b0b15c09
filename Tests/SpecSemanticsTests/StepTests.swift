import Testing

/// Which steps there are, in which order, and what they do.
@Suite("Steps")
struct StepTests {
  @Test("Actions come as declared, arguments and choices in the order of their types")
  func order() throws {
    let fixture = try MachineFixture(
      """
      entity Node(2)
      var a: 0...5 = 0
      action pick(c: Node, b: Bool) when b {
        let x = any 1...3 where x != 2
        let y = any Bool
        a = y ? x : 0
      }
      action reset() { a = 5 }
      """)
    #expect(
      try fixture.steps() == [
        "pick(node1, true) x=1 y=false -> 0", "pick(node1, true) x=1 y=true -> 1",
        "pick(node1, true) x=3 y=false -> 0", "pick(node1, true) x=3 y=true -> 3",
        "pick(node2, true) x=1 y=false -> 0", "pick(node2, true) x=1 y=true -> 1",
        "pick(node2, true) x=3 y=false -> 0", "pick(node2, true) x=3 y=true -> 3",
        "reset() -> 5",
      ])
  }

  @Test("Initial states follow from `any` and `init`, and those that `init` refuses are none")
  func initialStates() throws {
    let fixture = try MachineFixture(
      """
      var a: 0...2 = any
      var b: 0...2 = any 1...2
      var c: 0...9 = 0
      init {
        require a != b
        c = a + b
      }
      """)
    #expect(fixture.initial() == ["0 1 1", "0 2 2", "1 2 3", "2 1 3"])
  }

  @Test("Statements see the writes before them, and a refused run leaves nothing behind")
  func sequence() throws {
    let fixture = try MachineFixture(
      """
      var a: 0...9 = 1
      var b: 0...9 = 2
      action swap() { a = b
        b = a }
      action refused() { a = 9
        require b == 3 }
      action counted() { for i in 1...3 { a += i } }
      """)
    #expect(try fixture.steps() == ["swap() -> 2 2", "counted() -> 7 2"])
  }

  @Test("Each rule that is broken is named, with its place")
  func violations() throws {
    let fixture = try MachineFixture(
      """
      struct Net { var inbox: Queue<Bool, 1> }
      var n: 0...3 = 3
      var net: Net = Net(inbox: [true])
      var bag: Bag<Bool, 1> = [false]
      var o: Bool? = nil
      transition low(x: 0...3) -> Bool when x < 2 ensures n == old(n) { n -= 1
        return true }
      action grow() { n += 1 }
      action fill() { net.inbox.append(false) }
      action more() { bag.insert(true) }
      action early() { let r = low(n) }
      action wrong() { let r = low(1) }
      action claim() { assert n == 0 }
      action past() { n = net.inbox[n] ? 0 : 1 }
      action none() { n = o! ? 0 : 1 }
      action zero() { n = n / (n - 3) }
      action least() { n = min(x for x in 0...3 where x > n) }
      action good() { n = 0 }
      """)
    #expect(
      try fixture.steps() == [
        "grow() -> n.range at `n += 1`",
        "fill() -> net.inbox.capacity at `net.inbox.append(false)`",
        "more() -> bag.capacity at `bag.insert(true)`",
        "early() -> low.when at `low(n)`",
        "wrong() -> low.ensures at `n == old(n)`",
        "claim() -> assert at `assert n == 0`",
        "past() -> index at `net.inbox[n]`",
        "none() -> unwrap at `o!`",
        "zero() -> arithmetic at `n / (n - 3)`",
        "least() -> empty at `min(x for x in 0...3 where x > n)`",
        "good() -> 0 Net(inbox: [true]) bag[false] nil",
      ])
  }

  @Test("An assignment works out its place, then its value, then looks at the place")
  func assignment() throws {
    let fixture = try MachineFixture(
      """
      var i: 0...3 = 0
      var m: [0...3: 0...9] = 0
      var q: Queue<0...9, 2> = [5]
      transition bump() -> 0...3 { i += 1
        return i }
      action key() { m[i] = bump() + 4 }
      action operands() { m[i] = i + bump() * 2 + i }
      action past() { q[1] = 10 / i }
      """)
    #expect(
      try fixture.steps() == [
        "key() -> 1 [0: 5, 1: 0, 2: 0, 3: 0] [5]",
        "operands() -> 1 [0: 3, 1: 0, 2: 0, 3: 0] [5]",
        "past() -> arithmetic at `10 / i`",
      ])
  }

  @Test("A loop goes over its domain as it was before, and asks its condition each time")
  func loops() throws {
    let fixture = try MachineFixture(
      """
      var s: Set<0...4> = [1, 2]
      var n: 0...9 = 0
      action elements() { for x in s { s.insert(x + 2)
        n += x } }
      action condition() { for x in 0...4 where !(x in s) { s.insert(x + 1 > 4 ? 4 : x + 1)
        n += 1 } }
      """)
    #expect(
      try fixture.steps() == [
        "elements() -> {1, 2, 3, 4} 3",
        "condition() -> {1, 2, 4} 2",
      ])
  }

  @Test("A step property is asked of each step, or of those of its action")
  func stepProperties() throws {
    let fixture = try MachineFixture(
      """
      var n: 0...3 = 1
      action up(k: 0...1) { n += k }
      action down() { n -= 1 }
      step Grows: n >= old(n)
      step Moves on up(k): k == 1 && n == old(n) + 1
      """)
    #expect(
      try fixture.steps() == ["up(0) -> 1 breaks Moves", "up(1) -> 2", "down() -> 0 breaks Grows"])
  }

  @Test("`old` in `ensures` is the state at the call, and parameters stay as they were given")
  func old() throws {
    let fixture = try MachineFixture(
      """
      var n: 0...9 = 1
      transition add(k: 0...3) -> 0...9 ensures n == old(n) + k && result == old(n) {
        let before = n
        n += k
        return before
      }
      action twice() { let a = add(2)
        let b = add(a + 2) }
      """)
    #expect(try fixture.steps() == ["twice() -> 6"])
  }
}
