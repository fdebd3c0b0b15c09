import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// Which entities may be exchanged, and what is said of the others.
@Suite("Entities that may be exchanged")
struct SymmetryAnalysisTests {
  private static let declarations = """
    entity Node(3)
    enum State { idle, busy }
    var state: [Node: State] = .idle
    var count: [Node: 0...9] = 0
    var total: 0...50 = 0
    var owner: Node? = nil
    var members: Set<Node> = []
    var line: Queue<Node, 3> = []
    var flag = false

    """

  /// Code, and why it stands in the way; nil when it does not.
  struct Case: Sendable, CustomTestStringConvertible {
    var code: String
    var reason: String?
    var testDescription: String { code }

    init(_ code: String, _ reason: String? = nil) {
      self.code = code
      self.reason = reason
    }
  }

  static let harmless: [Case] = [
    Case("action a(n: Node) when state[n] == .idle { state[n] = .busy }"),
    Case("action a() { for n in Node { state[n] = .idle } }"),
    Case("action a() { for n in Node { count[n] = min(9, count[n] + 1) } }"),
    Case("action a() { for n in members { members.remove(n) } }"),
    Case("action a() { for n in Node where state[n] == .busy { total += count[n] } }"),
    Case("action a() { for n in Node { if state[n] == .idle { flag = true } } }"),
    Case("action a() { for n in Node { let x = any 0...2\n count[n] = x } }"),
    Case("action a() { for n in Node { for m in Node { if n != m { members.insert(m) } } } }"),
    Case("action a() { for n in line { owner = n } }"),
    Case("action a() { var k = 0\n for n in Node { k += count[n] }\n total = min(50, k) }"),
    Case("action a() { for n in Node { var k = count[n]\n k = min(9, k + 1)\n count[n] = k } }"),
    Case("action a() { let n = any Node where state[n] == .busy\n owner = n }"),
    Case("action a() when exists n in Node: state[n] == .busy { flag = true }"),
    Case("action a() when owner == nil || state[owner!] == .idle { flag = true }"),
    Case(
      "func all() -> Bool { for n in Node { if state[n] == .idle { return false } }\nreturn true }"
        + "\naction a() when all() { flag = true }"),
    Case("invariant I: forall n in Node: owner != nil implies state[owner!] == .busy"),
    Case("invariant I: count(n in Node where state[n] == .busy) <= 3"),
    Case("invariant I: sum(count[n] for n in Node) <= 27"),
    Case("invariant I: forall n in Node: line.isEmpty || line.first! != n || true"),
    Case("component C { var x: 0...3 = 0\n on tick { if x < 3 { x += 1 } } }\nvar c: [Node: C]"),
    Case("var first: Node = any"),
    Case("var first: Node\ninit { let n = any Node\n first = n }"),
    Case("var pairs: [Node: [Node: Bool]] = false"),
    Case("var m: [Node?: Bool] = [_: false]"),
  ]

  static let obstacles: [Case] = [
    Case("action a() { for n in Node { owner = n } }", "a loop over them whose order matters"),
    Case(
      "action a() { for n in Node { if owner == nil { owner = n } } }",
      "a loop over them whose order matters"),
    Case(
      "action a() { for n in Node { line.append(n) } }", "a loop over them whose order matters"),
    Case(
      "action a() { for n in members { line.append(n) } }", "a loop over them whose order matters"),
    Case(
      "action a() { var k = 0\n for n in Node { count[n] = k\n k += 1 } }",
      "a loop over them whose order matters"),
    Case(
      "action a() { for n in Node { count[n] = total\n total = min(50, total + 1) } }",
      "a loop over them whose order matters"),
    Case(
      "action a() { for n in Node { for m in Node { if n != m { count[m] = count[n] } } } }",
      "a loop over them whose order matters"),
    Case(
      "action a() { for n in Node { members.insert(n)\n flag = members.count == 2 } }",
      "a loop over them whose order matters"),
    Case(
      "func pick() -> Node? { for n in Node { if state[n] == .idle { return n } }\nreturn nil }"
        + "\naction a() { owner = pick() }",
      "a loop over them that ends early"),
    Case(
      "action a() { for n in Node { require count[n] < 9\n count[n] = count[n] + 1 } }",
      "a loop over them that ends early or fails"),
    Case(
      "action a() when exists n in Node: line.first! == n { flag = true }",
      "a quantifier over them that may fail"),
    Case(
      "action a() when exists n in Node: state[owner!] == .idle { flag = true }",
      "a quantifier over them that may fail"),
    Case("reachable R: exists n in Node: owner! == n", "a quantifier over them that may fail"),
    Case(
      "var first: Node\ninit { if flag { let n = any Node\n first = n } }",
      "'first' may begin with the first of them"),
    Case(
      "component C { var x: 0...3 = 0\n on tick { x = x } }\n"
        + "var c: C\nvar sets: Set<Set<Node>> = []",
      "a collection of collections of them in 'sets'"),
    Case("var m: [Set<Node>: Bool] = false", "a map keyed by collections of them in 'm'"),
    Case("var m: [Node?: Bool] = [nil: true, _: false]", "a map that lists its values"),
  ]

  private func obstacle(_ code: String) throws -> String? {
    let compiled = try CompiledFixture(Self.declarations + code).compiled
    return try #require(compiled.symmetry.sorts.first).obstacle?.reason
  }

  @Test("Code in which the order of identities does not show stands in no way", arguments: harmless)
  func allowed(item: Case) throws {
    #expect(try obstacle(item.code) == nil)
  }

  @Test("Code in which the order of identities shows stands in the way", arguments: obstacles)
  func refused(item: Case) throws {
    #expect(try obstacle(item.code) == item.reason)
  }
}
