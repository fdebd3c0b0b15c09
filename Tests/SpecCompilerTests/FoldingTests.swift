import Engine
import SpecCompiler
import Testing

/// What is known before the code runs leaves no trace in it.
@Suite("Constant folding")
struct FoldingTests {
  private func code(_ action: Int, _ text: String) throws -> [String] {
    let program = try CompiledFixture(text).compiled.program
    let entry = program.actions[action].entry
    return program.disassembly(from: entry).split(separator: "\n").map {
      String($0.drop { $0 != ":" }.dropFirst(2))
    }
  }

  @Test("A guard on a constant argument is one fused instruction")
  func guards() throws {
    let text = """
      entity Node(2)
      enum Mode { idle, busy }
      var mode: [Node: Mode] = .idle
      action work(n: Node) when mode[n] == .idle { mode[n] = .busy }
      """
    #expect(
      try code(1, text) == ["jumpIfNotEqual f1 [0] @0", "store f1 [1]", "end f0"])
  }

  @Test("What a constant excludes is not generated")
  func unreachable() throws {
    let text = """
      param wide: 0...1 = 0
      var n: 0...9 = 0
      func limit(x: 0...9) -> 0...9 { if wide == 1 { return 9 } else { return x } }
      action grow(k: 2...3) {
        if k == 2 { n = limit(k) } else { n = 0 }
      }
      """
    #expect(
      try code(0, text).filter { !$0.hasPrefix("cover") && !$0.hasPrefix("copy") }
        == ["store f0 [2]", "end f0"])
  }

  @Test("Quantifiers over few values are unrolled")
  func quantifiers() throws {
    let text = """
      entity Node(3)
      var up: [Node: Bool] = true
      action stop() when forall n in Node: up[n] { up = false }
      """
    #expect(
      try code(0, text) == [
        "jumpUnless f0 @0", "jumpUnless f1 @0", "jumpUnless f2 @0", "storeBlock f0*3 [0]*3",
        "end f0",
      ])
  }
}
