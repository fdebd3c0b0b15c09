import SourceText
import SpecLanguage
import TestSupport
import Testing

@Suite struct FormatTests {
  private func formatted(_ text: String) -> String? {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "a.mesh", utf8: Array(text.utf8)))
    guard case .text(let result) = format(file, in: sources) else { return nil }
    return result
  }

  private func tree(_ text: String) -> String {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "a.mesh", utf8: Array(text.utf8)))
    return dump(parse(file, in: sources).syntax)
  }

  @Test("A spec in the one layout stays as it is", arguments: ExampleSpecs.all.indices)
  func keeps(index: Int) {
    #expect(formatted(ExampleSpecs.all[index]) == ExampleSpecs.all[index])
  }

  @Test("Indentation is put back", arguments: ExampleSpecs.all.indices)
  func indents(index: Int) {
    let spec = ExampleSpecs.all[index]
    let flat = spec.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " } }.joined(separator: "\n")
    #expect(formatted(flat) == spec)
  }

  @Test("What a clause goes on with stands below it")
  func indentsClauses() {
    let spec = """
      component Gate() {
          var isOpen = false
          var visits: 0...9 = 0

          transition pass()
              when isOpen
                  && visits < 9
              // One more, and the gate stays as it is.
              ensures visits == old(visits) + 1
                  && isOpen == old(isOpen)
              ensures isOpen implies
                  visits > 0
          {
              visits += 1
          }
      }

      """
    let flat = spec.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " } }.joined(separator: "\n")
    #expect(formatted(flat) == spec)
  }

  @Test("The tree is the same, and laying out again changes nothing")
  func keepsTree() {
    for seed in 0..<60 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let spec = ExampleSpecs.all.randomElement(using: &random)!
      let messy = disarrange(spec, using: &random)
      guard let once = formatted(messy) else { continue }
      #expect(tree(once) == tree(messy), "seed \(seed)")
      #expect(formatted(once) == once, "seed \(seed)")
    }
  }

  /// Spaces doubled, tripled or turned into line breaks: some of these specs parse no longer.
  private func disarrange(_ spec: String, using random: inout SplitMix64) -> String {
    let rate = Int.random(in: 2...60, using: &random)
    return spec.split(separator: " ", omittingEmptySubsequences: false).map { word in
      Int.random(in: 0..<rate, using: &random) == 0
        ? word + ["  ", "\t", "\n", "\n\n\n", " /* c */ "].randomElement(using: &random)!
        : word + " "
    }.joined()
  }

  @Test(
    "Spaces follow the role of the word",
    arguments: [
      ("let a=1+2*-3", "let a = 1 + 2 * -3\n"),
      ("let a = ! b", "let a = !b\n"),
      ("let a = b! . c", "let a = b!.c\n"),
      ("let a = b ?.c:.d", "let a = b ? .c : .d\n"),
      ("let a = b?.c ?? .d", "let a = b?.c ?? .d\n"),
      ("var a : Set < T > ?=[ ]", "var a: Set<T>? = []\n"),
      ("var a: [ K:V ]=[ _:1 , k :2]", "var a: [K: V] = [_: 1, k: 2]\n"),
      ("var a: - 1 ... n+1 = 0", "var a: -1...n + 1 = 0\n"),
      ("var a: T? ? = nil", "var a: T? ? = nil\n"),
      ("invariant A:f( x ,y )&&( a||b )", "invariant A: f(x, y) && (a || b)\n"),
      ("invariant A: forall x in T :a[ x ]", "invariant A: forall x in T: a[x]\n"),
      ("enum E{a,b( T )}", "enum E { a, b(T) }\n"),
      ("action a( ){x=1;y=2}", "action a() { x = 1; y = 2 }\n"),
      ("func f(x:T)->U{x}", "func f(x: T) -> U { x }\n"),
      ("component C < T >( n:1 ... 2=1 ){}", "component C<T>(n: 1...2 = 1) { }\n"),
      ("\n\nlet a = 1\n\n\n\nlet b = 2\n\n", "let a = 1\n\nlet b = 2\n"),
      ("action a() {\n\nx = 1\n\n}", "action a() {\n    x = 1\n}\n"),
      ("let a = 1 // one  \n//two\n", "let a = 1 // one\n//two\n"),
      ("let a = 1\r\nlet b = 2\r\n", "let a = 1\nlet b = 2\n"),
      ("", ""), ("// only\n", "// only\n"),
    ])
  func spaces(text: String, expected: String) {
    #expect(formatted(text) == expected)
  }

  @Test("What does not parse is left alone")
  func refuses() {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "a.mesh", utf8: Array("let = 1".utf8)))
    guard case .diagnostics(let diagnostics) = format(file, in: sources) else {
      Issue.record("it was laid out")
      return
    }
    #expect(diagnostics.map(\.code.description) == ["MC0101"])
  }
}
