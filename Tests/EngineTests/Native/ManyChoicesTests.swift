import TestSupport
import Testing

@testable import Engine

@Suite("Runs of many choices")
struct ManyChoicesTests {
  /// One action that makes a hundred choices among one value each, and then one among three.
  private var program: Program {
    var code: [Instruction] = [Instruction(.end, 0)]
    let (one, three, choice) = (2, 3, 4)
    let start = code.count
    for _ in 0..<100 { code.append(Instruction(.choose, Int32(choice), Int32(one))) }
    code.append(Instruction(.choose, Int32(choice), Int32(three)))
    code.append(Instruction(.store, 0, Int32(choice)))
    code.append(Instruction(.end, 0))
    return Program(
      layout: StateLayout(fields: [StateField(minimum: 0, width: 2)]), code: code,
      constants: [1, 3], temporaryCount: 1, initialization: 0,
      actions: [GroundAction(entry: start, role: .ordinary)], checks: [], siteCount: 0,
      branchCount: 0, enumerationCount: 0)
  }

  @Test("are run by native code as by bytecode")
  func choices() throws {
    let limits = ExplorationLimits(memoryBytesMax: 1 << 24)
    let bytecode = Explorer(program: program, limits: limits).explore()
    #expect(bytecode.states == 3)
    #expect(bytecode.transitions == 9)
    guard NativeBuild.isPossible else { return }
    let native = try NativeBuild.programs([program])[0]
    let found = Explorer(native: native, limits: limits).explore()
    #expect(found.states == 3)
    #expect(found.transitions == 9)
  }
}
