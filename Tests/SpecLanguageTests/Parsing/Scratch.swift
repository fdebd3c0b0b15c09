import SourceText
import SpecLanguage
import Testing
@Suite struct ScratchTests {
  @Test func show() {
    let cases = [
      "invarient A: true\nlet a = 1", "acton go() { }", "typealias A = Bool", "x = 3",
      "let a = (1 + 2\nlet b = 3", "let a = f(1 2)\n", "let a = [1, 2\nlet b = 3",
      "action a() { x := 1 }", "invariant A: a => b", "invariant A: a /\\ b \\/ ~c", "invariant A: a # b",
      "invariant A: a and b or not c", "invariant A: x' = 1", "invariant A: a < b < c",
      "invariant A: x \\in S", "var x", "action a() {\n    var x\n    let y\n}", "let a",
      "action a() {\n    x = 1\n\naction b() { }", "action a() { x = 1 y = 2 }", "fair var x = 1", "ghost action a() { }",
      "action a() { step b { } }", "component C { param n: 1...2 }", ")", "let a = 0...3", "let a = 1 + any T",
      "action a() { x = any }", "action a() { if x = 1 { } }",
      "process P { step a { }\n var x = 1 }", "action a() { switch m { case .b(x): break } }",
      "func f() -> Int when true { 1 }", "action a() when b when c { }", "action a() ensures b { }",
      "func f() -> Int { return if a { 1 } }", "expect violates A", "expect states", "let in = 3", "var next = 1",
      "let a = 9_223_372_036_854_775_808", "let a = -9223372036854775808", "let a = 0x10", "let a = \"b\\n\"", "test \"a {\n}",
      "/* a /* b */", "let café = 1", "let a = 1 @ 2", "let a = “b”", "action a() { guard x else { return } }",
      "action a() { requre x }", "action a() { x *= 2 }", "invariant A forall x in T: p", "invariant A: forall x: p",
      "entity A", "enum E { a b }", "struct S { x: Int }", "func f(_ x: T) { }", "let a = b ? c", "let a = +1",
      "action a() when { x = 1 }", "var x: = 1", "var x: [A] = 1", "var x: Set<A = 1", "param n = 3", "on tock { }",
      "import components", "test { }", "theorem A implies B", "invariant A:", "step A on : true", "action a { }",
      "let a = \u{0}1", "component C {\n    action a() { }\n", "let a = x.1", "let a = .", "let a = m[", "for x in T { }",
      "let a = (b = c)", "let a = not (b)", "invariant A: [] p", "struct S { let x: T }", "transition t() { break break }",
    ]
    for text in cases {
      var sources = SourceMap()
      let file = sources.add(SourceFile(path: "a.mesh", utf8: Array(text.utf8)))
      let r = parse(file, in: sources)
      print("=== \(text)"); print(DiagnosticRenderer(sources: sources).render(r.diagnostics))
    }
  }
}
