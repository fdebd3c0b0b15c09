import SpecLanguage
import SpecSemantics
import Testing

/// Components, placed once, by key, within another, and open.
@Suite("Components")
struct ComponentTests {
  private static let counter = """
    component Counter<Item>(limit: 1...3 = 2) {
      var n: 0...limit = 0
      var seen: Set<Item> = []
      transition add(x: Item) -> Bool when !(x in seen) ensures n > old(n) || !result {
        if n == limit { return false }
        n += 1
        seen.insert(x)
        return true
      }
      action forget() when n > 0 { n -= 1
        seen.removeAll() }
      on tick { n = 0 }
      invariant Small: n < limit
      step Rises: n >= old(n)
    }
    entity Job(2)

    """

  @Test("A component's actions and handlers come with the key of each copy")
  func keys() throws {
    let fixture = try MachineFixture(
      Self.counter
        + """
        entity Node(2)
        var c: [Node: Counter<Job>(limit: 1)]
        init { for k in Node { let j = any Job
          let r = c[k].add(j) } }
        """)
    #expect(fixture.initial().count == 4)
    #expect(
      try fixture.steps().map { $0.prefix { $0 != ">" } } == [
        "c[$0].forget(node1) -", "c[$0].forget(node2) -", "tick -",
      ])
    let small = try #require(
      fixture.machine.spec.properties.firstIndex { $0.name.hasSuffix("Small") })
    #expect(fixture.machine.keys(ofProperty: small) == [[.identity(0)], [.identity(1)]])
  }

  @Test("Calls write the copy that they name, and its precondition is checked")
  func calls() throws {
    let fixture = try MachineFixture(
      Self.counter
        + """
        var c: Counter<Job>
        action go(j: Job) { require c.add(j) }
        action again(j: Job) { let a = c.add(j)
          let b = c.add(j) }
        """)
    #expect(
      try fixture.steps() == [
        "go(job1) -> Counter(n: 1, seen: {job1})", "go(job2) -> Counter(n: 1, seen: {job2})",
        "again(job1) -> Counter.add.when at `c.add(j)`",
        "again(job2) -> Counter.add.when at `c.add(j)`",
      ])
  }

  @Test("An open component takes every call that its `when` allows")
  func open() throws {
    let fixture = try MachineFixture(Self.counter + "var c: open Counter<Job>(limit: 1)")
    #expect(
      try fixture.steps().map { $0.prefix { $0 != ">" } } == ["c.add(job1) -", "c.add(job2) -"])
  }
}
