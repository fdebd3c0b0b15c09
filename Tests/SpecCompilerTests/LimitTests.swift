import SourceText
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// Specs that are right and too large are refused, with the reason.
@Suite("Limits of the compiler")
struct LimitTests {
  private func codes(_ text: String) throws -> [String] {
    let limits = CompilerLimits(instructionsMax: 20_000, workMax: 100_000)
    let result = compile(try SpecText.check(text), limits: limits)
    #expect(result.program == nil)
    return result.diagnostics.map(\.code.description)
  }

  @Test("A state that is too wide is refused with the size of each variable")
  func wideState() throws {
    let result = compile(
      try SpecText.check(
        """
        var small: 0...3 = 0
        var wide: [0...999: Set<1...50>] = []
        var middle: Set<1...100> = []
        """))
    let diagnostic = try #require(result.diagnostics.first)
    #expect(diagnostic.code.description == "MC0601")
    #expect(diagnostic.message == "a state may have 8192 bits, and this one has 50102 bits")
    #expect(
      diagnostic.notes.map(\.message) == [
        "'wide' has 50000 bits", "'middle' has 100 bits", "'small' has 2 bits",
      ])
  }

  @Test("Calls that multiply are refused instead of generated for ever")
  func calls() throws {
    var text = "var n: 0...9 = 0\nfunc f0(x: 0...9) -> 0...9 { if x == n { return 1 }\nreturn 2 }\n"
    for level in 1...40 {
      text += "func f\(level)(x: 0...9) -> 0...9 { if f\(level - 1)(x) == 1 { return 1 }\n"
      text += "return f\(level - 1)((n + x) % 10) }\n"
    }
    #expect(try codes(text + "invariant I: f40(1) == 1") == ["MC0604"])
  }

  @Test("A chain of many calls is refused where it begins")
  func deepCalls() throws {
    var text = "var n: 0...9 = 0\nfunc f0(x: 0...9) -> 0...9 { let y = x\nreturn y }\n"
    for level in 1...80 {
      text += "func f\(level)(x: 0...9) -> 0...9 { let y = f\(level - 1)(x)\nreturn y }\n"
    }
    #expect(try codes(text + "invariant I: f80(n) == n") == ["MC0605"])
  }

  @Test("A local value that is too large is refused")
  func largeValue() throws {
    let text = """
      var n: 0...9 = 0
      action fill() {
        let table: [0...4_000: [0...40: 0...9]] = [x: 0 for x in 0...4_000]
        n = table[n][n]
      }
      """
    #expect(try codes(text) == ["MC0602"])
  }

  @Test("A choice among too many bags is refused")
  func largeDomain() throws {
    let text = """
      var n = false
      action pick() {
        let bag = any Bag<0...99, 4>
        n = bag.isEmpty
      }
      """
    #expect(try codes(text) == ["MC0603"])
  }
}
