import Testing

/// Each rule that holds without being written down, broken once.
@Suite("Violations of compiled specs")
struct ViolationSiteTests {
  private static let declarations = """
    var n: 0...3 = 3
    var zero: 0...3 = 0
    var q: Queue<0...3, 2> = [1, 2]
    var b: Bag<0...3, 1> = [1]
    var none: (0...3)? = nil
    var s: Set<0...3> = []
    var m: [0...3: 0...3] = 0
    transition half(x: 0...3) -> 0...3 when x != 3 ensures result == x ensures old(zero) == zero {
      if x == 2 { return 1 }
      if x == 1 { zero = 1 }
      return x
    }
    """

  @Test(
    "A violation names its rule and its place",
    arguments: [
      ("n = n + 1", "n.range at `n + 1`"),
      ("n += 1", "n.range at `n += 1`"),
      ("m[n] = n + 2", "m.range at `n + 2`"),
      ("s.insert(n + 1)", "s.range at `n + 1`"),
      ("q.append(n)", "q.capacity at `q.append(n)`"),
      ("b.insert(n)", "b.capacity at `b.insert(n)`"),
      ("let x = half(n)", "half.when at `half(n)`"),
      ("let x = half(n - 1)", "half.ensures at `result == x`"),
      ("let x = half(n - 2)", "half.ensures at `old(zero) == zero`"),
      ("assert n == 2", "assert at `assert n == 2`"),
      ("n = q[zero + 2]", "index at `q[zero + 2]`"),
      ("n = q[zero - 1]", "index at `q[zero - 1]`"),
      ("q[n] = 0", "index at `q[n]`"),
      ("n = none!", "unwrap at `none!`"),
      ("n = n / zero", "arithmetic at `n / zero`"),
      ("n = n % zero", "arithmetic at `n % zero`"),
      ("let x = 9_223_372_036_854_775_807 + n", "arithmetic at `9_223_372_036_854_775_807 + n`"),
      ("n = min(x for x in s)", "empty at `min(x for x in s)`"),
    ])
  func violations(statement: String, expected: String) throws {
    let fixture = try CompiledFixture(
      Self.declarations + "\naction act() { \(statement) }")
    #expect(try fixture.steps() == ["act() -> \(expected)"])
  }

  @Test("The first violation from left to right is the one that is found")
  func order() throws {
    let fixture = try CompiledFixture(
      Self.declarations + """

        action places() { q[n] = n / zero }
        action operands() { let x = none! + n / zero }
        action shortCircuit() { require n == 3 || n / zero == 1 }
        action arguments() { let x = half(n + none!) }
        """)
    #expect(
      try fixture.steps() == [
        "places() -> arithmetic at `n / zero`",
        "operands() -> unwrap at `none!`",
        "shortCircuit() -> 3 0 [1, 2] bag[1] nil {} [0: 0, 1: 0, 2: 0, 3: 0]",
        "arguments() -> unwrap at `none!`",
      ])
  }

  @Test("A step property that is not met does not stop the step")
  func stepProperties() throws {
    let fixture = try CompiledFixture(
      """
      entity Node(2)
      var n: 0...3 = 0
      var owner: Node? = nil
      action grow() { n += 2 }
      action take(c: Node) { owner = c }
      step Slow: n <= old(n) + 1
      step Rests on take(c): owner == c && old(owner) == nil && n == old(n)
      """)
    #expect(
      try fixture.steps() == [
        "grow() -> 2 nil breaks Slow", "take(node1) -> 0 node1", "take(node2) -> 0 node2",
      ])
    #expect(fixture.findings().sorted() == ["Rests", "Slow", "n.range at `n += 2`"])
  }
}
