import MeshCheck

/// Texts that a careless, unlucky or ill-meaning author might hand in.
extension HostileInputTests.Input {
  static let all = texts + nested + numbers + types + spaces + circles

  private static func times(_ count: Int, _ text: String) -> String {
    String(repeating: text, count: count)
  }

  private static func lines(_ numbers: ClosedRange<Int>, _ line: (Int) -> String) -> String {
    numbers.map { line($0) + "\n" }.joined()
  }

  /// Bytes and words.
  private static let texts: [Self] = [
    Self("nothing at all", .answered(.asExpected)) { "" },
    Self("only comments", .answered(.asExpected)) { "// a\n/* b /* c */ */\n" },
    Self(
      "bytes at random", .refused("MC0202"), bytes: { (0..<5_000).map { UInt8($0 * 199 % 256) } }),
    Self("invalid UTF-8", .refused("MC0202"), bytes: { Array("var a = true // ".utf8) + [0xFF] }),
    Self("a null", .refused("MC0001")) { "var a = true\0" },
    Self("many open parentheses", .refused("MC0105")) { times(100_000, "(") },
    Self("many open braces", .refused("MC0105")) { times(100_000, "{") },
    Self(
      "more bytes than a file may have", .refused("MC0203"),
      bytes: { Array(repeating: 0x20, count: 17 << 20) }),
    Self("a hundred thousand errors", .refused("MC0101")) { times(20_000, "let = 1\n") },
    Self("a thousand unknown names", .refused("MC0301")) {
      "var b = true\n" + lines(1...1_000) { "invariant A\($0): zork\($0)" }
    },
    Self("one name a thousand times", .refused("MC0302")) {
      "var b = true\n" + times(1_000, "invariant A: b\n")
    },
    Self("a long name", .answered(.notAsExpected)) { "var " + times(100_000, "a") + " = true" },
  ]

  /// Depth.
  private static let nested: [Self] = [
    Self("nested sets", .refused("MC0110")) {
      "var a: " + times(5_000, "Set<") + "Bool" + times(5_000, ">") + " = []"
    },
    Self("nested optionals", .refused("MC0110")) { "var a: Bool" + times(5_000, "?") + " = nil" },
    Self("nested blocks", .refused("MC0110")) {
      "var a = true\naction x() { " + times(5_000, "if a { ") + times(5_000, "}") + "}"
    },
    Self("a chain of else if", .refused("MC0110")) {
      "var a = true\naction x() { " + times(5_000, "if a { } else ") + "{ } }"
    },
    Self("not not not", .refused("MC0110")) {
      "var a = true\ninvariant A: " + times(5_000, "!") + "a"
    },
    Self("minus minus minus", .refused("MC0110")) {
      "var a: 0...3 = 1\ninvariant A: " + times(5_000, "-") + "a == 1"
    },
    Self("a sum of many", .refused("MC0110")) {
      "var a: 0...3 = 1\ninvariant A: 0 == a" + times(20_000, " + a")
    },
    Self("aliases of aliases", .refused("MC0503")) {
      "type T0 = Bool\n" + lines(1...2_000) { "type T\($0) = T\($0 - 1)" }
        + "var a: T2000 = true"
    },
    Self("functions that call functions", .refused("MC0605")) {
      "func f0(x: 0...9) -> Bool { return x == 3 }\n"
        + lines(1...70) { "func f\($0)(x: 0...9) -> Bool { let y = f\($0 - 1)(x)\nreturn y }" }
        + "var a: 0...9 = 0\ninvariant A: !f70(a)"
    },
  ]

  /// Integers near the ends, and loops over them.
  private static let numbers: [Self] = [
    Self("the greatest range", .answered(.notAsExpected)) {
      "var a: 0...9_223_372_036_854_775_807 = 0\naction up() { a += 1 }\ninvariant A: a < 5"
    },
    Self("the whole range", .answered(.notAsExpected)) {
      "let low = -9_223_372_036_854_775_807 - 1\n"
        + "var a: low...9_223_372_036_854_775_807 = 0\naction up() { a += 1 }\ninvariant A: a < 5"
    },
    Self("the least number by minus one", .answered(.notAsExpected)) {
      "let m = -9_223_372_036_854_775_807 - 1\nvar n: -1...1 = -1\nvar a: 0...3 = 0\n"
        + "action u() { a = m % n }\naction w() { a = m / n }"
    },
    Self("any of the greatest range", .refused("MC0421")) {
      "var a: 0...9_223_372_036_854_775_807 = any"
    },
    Self("any of a million millions", .refused("MC0421")) {
      "var a: 0...3 = 0\naction up() { let x = any 0...999_999_999_999 where x == 5\na = 1 }"
    },
    Self("a choice of many millions that leads nowhere", .cut("time")) {
      "type B = 0...4_095\nvar a: 0...3 = 0\naction up() { let x = any B\nlet y = any B\n"
        + "let z = any B where x + y + z == 30_000\na = 1 }\ninvariant A: a < 5"
    },
    Self("an initial choice that leads nowhere", .cut("time")) {
      "type B = 0...4_095\nvar a: 0...3 = 0\ninit { let x = any B\nlet y = any B\n"
        + "let z = any B where x + y + z == 30_000\na = 1 }\ninvariant A: a < 5"
    },
    Self("a quantifier over many millions", .refused("MC0607")) {
      "type B = 0...4_095\nvar a = true\naction up() { a = !a }\n"
        + "invariant A: forall x in B, y in B, z in B: x + y + z >= 0"
    },
    Self("a loop to a number that is large", .refused("MC0607")) {
      "var n: 0...9_000_000_000_000_000_000 = 9_000_000_000_000_000_000\nvar a = true\n"
        + "action up() { for x in 0...n { a = !a } }"
    },
  ]

  /// Types with too many values, or too large ones.
  private static let types: [Self] = [
    Self("a map of a million identities", .refused("MC0424")) {
      "entity E(1_000_000)\nvar a: [E: Bool] = false"
    },
    Self("maps of maps", .refused("MC0422")) {
      "entity E(4000)\nvar a: [E: [E: [E: Bool]]] = false"
    },
    Self("sets of sets", .refused("MC0421")) {
      "entity E(4)\nvar a: Set<Set<Set<E>>> = []"
    },
    Self("a long queue", .refused("MC0423")) { "var a: Queue<0...3, 1_000_000_000> = []" },
    Self("a state that is too wide", .refused("MC0601")) {
      "var a: [0..<4_000: 0...1_000] = 0\naction s() { a[0] = 1 }"
    },
    Self("structs that double", .refused("MC0503")) {
      "struct S0 { var x = false }\n"
        + lines(1...40) {
          "struct S\($0) { var x: S\($0 - 1) = S\($0 - 1)()\nvar y: S\($0 - 1) = S\($0 - 1)() }"
        }
        + "var a: S40 = S40()"
    },
    Self("an enum of very many cases", .refused("MC0422")) {
      "enum E { " + (0..<5_000).map { "c\($0)" }.joined(separator: ", ") + " }\nvar a: E = .c0"
    },
    Self("a process of very many steps", .refused("MC0422")) {
      "process P { " + lines(1...5_000) { "step s\($0) { }" } + "}"
    },
    Self("components in components", .refused("MC0422")) {
      "component C0 { var x = false\naction s() { x = true } }\n"
        + lines(1...10) { "component C\($0) { var c: [0...3: C\($0 - 1)] }" } + "var a: C10"
    },
  ]

  /// More states than there is room or time for.
  private static let spaces: [Self] = [
    Self("more states than allowed", .cut("states")) { space },
    Self("more memory than allowed", .cut("memory")) {
      "var s: [0...999: 0...255] = 0\naction a(i: 0...999, n: 0...255) { s[i] = n }"
        + "\ninvariant A: s[0] < 256"
    },
  ]

  private static let space =
    "type B = 0...99\nvar x: B = 0\nvar y: B = 0\nvar z: B = 0\naction a(n: B) { x = n }\n"
    + "action b(n: B) { y = n }\naction c(n: B) { z = n }\ninvariant A: x + y + z < 3_000"

  /// What needs itself, and what is not there.
  private static let circles: [Self] = [
    Self("a file that imports itself", .refused("MC0204")) { "import \"hostile\"\nvar a = true" },
    Self("a file that is not there", .refused("MC0201")) { "import \"nowhere\"\nvar a = true" },
    Self("a folder as a file", .refused("MC0201")) { "import \"folder\"\nvar a = true" },
    Self("a component in itself", .refused("MC0501")) { "component C { var c: C }\nvar a: C" },
    Self("a type in itself", .refused("MC0501")) { "struct S { var s: S? = nil }\nvar a: S = S()" },
    Self("a function that calls itself", .refused("MC0502")) {
      "func f(x: Bool) -> Bool { return f(x) }\nvar a = true\ninvariant A: f(a)"
    },
  ]
}
