import SourceText
import SpecLanguage
import Testing

/// All changes of a text, each as `operation: before → after`.
func changes(
  of text: String, changesFairness: Bool = true, imports: [String: String] = [:],
  of path: String = "root.mesh"
) throws -> [String] {
  let files = imports.merging(["root.mesh": text]) { $1 }
  let loader = SpecLoader { path in Array(files[path, default: ""].utf8) }
  let loaded = loader.load(path: "root.mesh")
  try #require(loaded.diagnostics.isEmpty, "\(loaded.diagnostics.map(\.message))")
  let file = try #require(
    loaded.files.map(\.file).first { loaded.sources[$0].path == path }, "there is no \(path)")
  let mutations = MutationFinder.mutations(
    of: file, in: loaded, changesFairness: changesFairness)
  return mutations.map { mutation in
    let (before, after) = mutation.excerpt(in: loaded.sources[file])
    return "\(mutation.operation.rawValue): \(before) → \(after)"
  }
}

@Suite("The changes of a spec")
struct MutationFinderTests {
  /// The same changes in the same order; says which are too many and which are missing.
  private func expect(
    _ found: [String], _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let lines = { (list: [String]) in list.map { "\n  " + $0 }.joined() }
    #expect(
      found == expected,
      "found: \(lines(found))\nexpected: \(lines(expected))", sourceLocation: sourceLocation)
  }

  @Test("drop and negate guards, and drop and swap what is joined in them")
  func guards() throws {
    let text = """
      var n: 0...3 = 0
      var open = any Bool
      action up() when open && n == n { require open }
      """
    expect(
      try changes(of: text),
      [
        "constant: var n: 0...3 = 0 → var n: 0...3 = 1",
        "constant: var n: 0...3 = 0 → var n: 0...3 = -1",
        "guardDropped: open && n == n → true",
        "guardNegated: open && n == n → !(open && n == n)",
        "operandDropped: open && n == n → n == n",
        "operandDropped: open && n == n → open",
        "connective: open && n == n → open || n == n",
        "comparison: n == n → n != n",
        "guardDropped: open → true",
        "guardNegated: open → !open",
      ])
  }

  /// The changes of an expression as the value of a variable.
  private func changesOfValue(_ value: String) throws -> [String] {
    let text = """
      enum Mode { off, on, late(Bool), early(Bool) }
      type Small = 0...3
      var v: Bool = \(value)
      """
    return try changes(of: text).map { $0.replacing("var v: Bool = ", with: "") }
  }

  @Test("swap operators, numbers, cases and quantifiers")
  func operators() throws {
    let expected = [
      "a == b": ["comparison: a == b → a != b"], "a != b": ["comparison: a != b → a == b"],
      "a < b": ["comparison: a < b → a <= b", "comparison: a < b → a > b"],
      "a <= b": ["comparison: a <= b → a < b"],
      "a > b": ["comparison: a > b → a >= b", "comparison: a > b → a < b"],
      "a >= b": ["comparison: a >= b → a > b"],
      "a && b": [
        "operandDropped: a && b → b", "operandDropped: a && b → a", "connective: a && b → a || b",
      ],
      "(a || b)": [
        "operandDropped: a || b → b", "operandDropped: a || b → a", "connective: a || b → a && b",
      ],
      "!a": ["notDropped: !a → a"], "!(a)": ["notDropped: !(a) → (a)"],
      "true": ["truthValue: true → false"], "(false)": ["truthValue: (false) → (true)"],
      "a + b": ["arithmetic: a + b → a - b"], "a - b": ["arithmetic: a - b → a + b"],
      "min(a, b)": ["extremum: min(a, b) → max(a, b)"],
      "max(x for x in s)": ["extremum: max(x for x in s) → min(x for x in s)"],
      "7": ["constant: 7 → 8", "constant: 7 → 6"],
      "-7": ["constant: -7 → -8", "constant: -7 → -6"],
      "q[0]": ["constant: q[0] → q[1]", "constant: q[0] → q[-1]"],
      ".off": ["enumCase: .off → .on"], "Mode.on": ["enumCase: Mode.on → Mode.off"],
      ".late(a)": ["enumCase: .late(a) → .early(a)"],
      "a is .on": ["enumCase: a is .on → a is .late"],
      "forall x in S: x in s": ["quantifier: forall x in S: x in s → exists x in S: x in s"],
      "(exists x in S: x in s)": [
        "quantifier: (exists x in S: x in s) → (forall x in S: x in s)"
      ],
      "count(x in S where p[x])": [
        "filterDropped: count(x in S where p[x]) → count(x in S where true)"
      ],
      "a ? b : c": ["conditionNegated: a ? b : c → !a ? b : c"],
      "if a < b { c } else { d }": [
        "conditionNegated: if a < b { c } else { d } → if !(a < b) { c } else { d }",
        "comparison: a < b → a <= b", "comparison: a < b → a > b",
      ],
      "f(g(1))": ["constant: g(1) → g(2)", "constant: g(1) → g(0)"],
      "a * b / c % d": [], "a in s": [], "nil": [], "[]": [], "a ?? b": [], "a.b?.c": [],
    ]
    for (value, changes) in expected.sorted(by: { $0.key < $1.key }) {
      expect(try changesOfValue(value), changes)
    }
  }

  @Test("forget statements, but not the value of a function")
  func statements() throws {
    let text = """
      var n: 0...3 = any
      var s: Set<Bool> = []
      func f(m: 0...3) -> 0...3 {
          var k = m
          if g(k) { return n }
          k = n
          return k
      }
      func g(m: 0...3) -> Bool { m == n }
      transition change(m: 0...3) -> Bool when m != n {
          switch s { case []: return g(m) default: break }
          s.removeAll()
          return g(m)
      }
      action act() {
          n += f(n)
          change(n)
          if let x = s.first { s.insert(x) } else { return }
      }
      """
    expect(
      try changes(of: text),
      [
        "conditionNegated: g(k) → !g(k)",
        "statementDropped: return n → ",
        "statementDropped: k = n → ",
        "comparison: m == n → m != n",
        "guardDropped: m != n → true",
        "comparison: m != n → m == n",
        "statementDropped: return g(m) → break",
        "statementDropped: s.removeAll() → ",
        "statementDropped: n += f(n) → ",
        "arithmetic: n += f(n) → n -= f(n)",
        "statementDropped: change(n) → ",
        "statementDropped: s.insert(x) → ",
        "statementDropped: return → ",
      ])
  }

  @Test("are made in processes, ticks, initialisations, choices and loops")
  func everywhere() throws {
    let text = """
      var n: 0...3 = any where n != m
      init { require n == m }
      on tick { n = m }
      fair process P {
          var k: 0...3 = 0
          loop {
              step one when n == m { for x in s where x != n { n = x } }
              while n < m { step two { } }
          }
      }
      strong fair urgent action act() { let x = any T where x == n }
      """
    expect(
      try changes(of: text),
      [
        "guardDropped: n != m → true", "comparison: n != m → n == m",
        "guardDropped: n == m → true", "comparison: n == m → n != m",
        "statementDropped: n = m → ",
        "fairnessDropped: fair process P → process P",
        "constant: var k: 0...3 = 0 → var k: 0...3 = 1",
        "constant: var k: 0...3 = 0 → var k: 0...3 = -1",
        "guardDropped: n == m → true", "comparison: n == m → n != m",
        "filterDropped: for x in s where x != n → for x in s where true",
        "comparison: x != n → x == n",
        "statementDropped: n = x → ",
        "conditionNegated: n < m → !(n < m)",
        "comparison: n < m → n <= m", "comparison: n < m → n > m",
        "fairnessDropped: strong fair urgent action act → fair urgent action act",
        "fairnessDropped: strong fair urgent action act → urgent action act",
        "urgencyDropped: strong fair urgent action act → strong fair action act",
        "guardDropped: x == n → true", "comparison: x == n → x != n",
      ])
    #expect(try !changes(of: text, changesFairness: false).contains { $0.hasPrefix("fairness") })
  }

  @Test("spare comments, claims, tests, parameters, constants, types and what only claims use")
  func claims() throws {
    let text = """
      // n == 1 && true
      param size: 1...4 = 2 /* + 1 */
      let twice = 2 * size + 1
      entity E(1 + 1)
      type T = 0...size + 1
      var n: T
      func helper() -> Bool { further() && n == 1 }
      func further() -> Bool { n < 1 }
      transition t(x: T) -> Bool
          ensures result == (n < 1) && old(n) == n
      {
          assert n > 0
          return helper2()
      }
      func helper2() -> Bool { n == n }
      invariant I: helper() && n < 3
      step S: n == old(n) + 1
      property P: always n == 1
      theorem "1" H: n == 1 implies n < 2
      reachable R: n == 1 && true
      measure M: n + 1
      constraint n < 2
      terminal n == 3
      test "true == false" { t(1) ; assert n == 1 }
      expect states 3
      expect holds I with size = 1
      """
    expect(try changes(of: text), ["comparison: n == n → n != n"])
  }

  @Test("spare ghosts, and what is there for ghosts only")
  func ghosts() throws {
    let text = """
      var n: 0...3
      ghost var seen: 0...3 = 1
      ghost var who: Set<Bool> = [true]
      func isOne(k: 0...3) -> Bool { k == 1 }
      action act(b: Bool) {
          let before = n
          let plain = n
          seen = min(3, seen + 1)
          seen += 1
          if isOne(before) { who.insert(true) } else { who.removeAll() }
          for x in s { who.remove(x) }
          switch n { case 1: seen = 1 default: break }
          n = plain
      }
      """
    expect(try changes(of: text), ["statementDropped: n = plain → "])
  }

  @Test("of a component are made where a variable uses it, and of functions that it offers")
  func components() throws {
    let component = """
      enum Mode { off, on }
      struct Pair { var first: Bool = true }
      var stray = true
      action stray2() when stray { }
      component Used<T>(size: 1...2 = 1) {
          var mode: Mode = .off
          transition t() when mode == .on { }
          private transition u() { other() }
          func offered() -> Bool { mode != .on }
          func claimed() -> Bool { mode == .off }
          func lasting() -> Bool { always mode == .off }
          func alsoLasting() -> Bool { lasting() && mode == .off }
          invariant I: claimed()
      }
      component Unused { var flag = true }

      """
    let root = """
      import "part"
      type Alias = Used<Bool>
      var all: [Bool: open Alias?]
      reachable Offered: all[true].offered()
      property Lasting: all[true].alsoLasting()

      """
    let expected = [
      "truthValue: var first: Bool = true → var first: Bool = false",
      "enumCase: var mode: Mode = .off → var mode: Mode = .on",
      "guardDropped: mode == .on → true",
      "comparison: mode == .on → mode != .on",
      "enumCase: mode == .on → mode == .off",
      "statementDropped: other() → ",
      "comparison: mode != .on → mode == .on",
      "enumCase: mode != .on → mode != .off",
    ]
    let imports = ["part.mesh": component]
    expect(try changes(of: root, imports: imports), [])
    expect(try changes(of: root, imports: imports, of: "part.mesh"), expected)
  }

  @Test("are text edits: each makes another text, and nothing beside its place changes")
  func edits() throws {
    let text = "var n: 0...3 = 0\naction up() when n < 3 && !(n == 1) { n += 1 } // n < 3\n"
    let loader = SpecLoader { _ in Array(text.utf8) }
    let loaded = loader.load(path: "root.mesh")
    let mutations = MutationFinder.mutations(
      of: loaded.root, in: loaded, changesFairness: true)
    var texts: Set<String> = [text]
    for mutation in mutations {
      let source = loaded.sources[mutation.span.file]
      let mutant = String(decoding: mutation.applied(to: source), as: UTF8.self)
      #expect(texts.insert(mutant).inserted, "twice: \(mutant)")
      #expect(mutant.hasPrefix("var n: 0...3 = ") && mutant.hasSuffix("} // n < 3\n"))
    }
    #expect(mutations.count == 19)
  }

  @Test("are shown with what is around them, cut where that is long")
  func excerpts() throws {
    let names = (1...20).map { "condition\($0)" }
    let text =
      "var n = true\naction a() when \(names.joined(separator: "\n    && ")) { n = false }\n"
    let found = try changes(of: text)
    #expect(found.contains("operandDropped: condition1 && condition2 → condition2"))
    #expect(found.allSatisfy { $0.count < 200 && !$0.contains("\n") })
    #expect(found.contains { $0.contains("…") })
  }
}

@Suite("Notes on what no property notices")
struct UnobservedNotesTests {
  private func notes(in text: String) -> [String] {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "a.mesh", utf8: Array(text.utf8)))
    return UnobservedNotes(of: file, in: sources).notes.map {
      "\($0.noteLine) for \($0.line): \($0.reason)"
    }
  }

  @Test("are about their line, or the next line with code")
  func lines() {
    let text = """
      var n = true // unobserved: it is
      // unobserved: a reason
      // in two lines

      // Something else.
      var m = true
      //unobserved: the first
      // unobserved:   the second
      var k = true // not unobserved: this
      """
    #expect(
      notes(in: text) == [
        "1 for 1: it is", "2 for 6: a reason in two lines", "7 for 9: the first",
        "8 for 9: the second",
      ])
  }

  @Test("have a reason, and are plain comments")
  func reasons() {
    #expect(notes(in: "var n = 1 // unobserved:\n/// unobserved: a\n/* unobserved: b */\n") == [])
  }
}
