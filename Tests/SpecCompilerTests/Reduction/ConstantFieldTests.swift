import Engine
import SpecCompiler
import TestSupport
import Testing

/// Which bits of a state are found to be constant.
@Suite("Constants of a state")
struct ConstantFieldTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    /// Bits of a state with and without constants.
    var bits: [Int]
  }

  static let cases = [
    Case(
      testDescription: "A variable that no action writes",
      text: "var a: 0...7 = 3\nvar b: 0...3 = 0\naction go() when b < 3 { b += 1 }\n",
      bits: [5, 2]),
    Case(
      testDescription: "Not one that begins with several values",
      text: "var a: 0...7 = any\nvar b: 0...3 = 0\naction go() when b < 3 { b += 1 }\n",
      bits: [5, 5]),
    Case(
      testDescription: "Not what an index known only in a run may reach, but what lies beside it",
      text: """
        var row: [1...4: 0...3] = 0
        var other: [1...4: 0...3] = 2
        var i: 1...4 = 1
        action go() { row[i] = other[i]
          if i < 4 { i += 1 } }
        """,
      bits: [18, 10]),
    Case(
      testDescription: "What the initialisation changes and reads",
      text: """
        var a: 0...7 = 0
        var b: 0...7 = 0
        var c: 0...1 = 0
        init { b = a
          a = 5 }
        action go() { c = 1 - c }
        invariant Zero: b == 0
        """,
      bits: [7, 1]),
    Case(
      testDescription: "All of what entities have, or nothing",
      text: """
        entity E(3)
        var level: [E: 0...3] = 2
        var twin: [E: E] = [x: x for x in E]
        var lit: Set<E> = []
        var none: E? = nil
        action go(e: E) { lit.insert(e) }
        """,
      bits: [18, 9]),
    Case(
      testDescription: "Nothing of a spec without an initial state",
      text: "var a: 0...7 = any 0...7 where a > 9\n",
      bits: [3, 3]),
  ]

  @Test("are found", arguments: cases)
  func widths(item: Case) throws {
    let spec = try SpecText.check(item.text)
    let compiled = try #require(compile(spec).program)
    let narrow = compiled.withoutConstants()
    #expect([compiled.program.layout.bitCount, narrow.program.layout.bitCount] == item.bits)
    let comparison = try #require(
      LayoutComparison(compiled, bySymmetry: compiled.symmetry.plan != nil, statesMax: 1_000))
    #expect(comparison.differences.isEmpty)
  }
}
