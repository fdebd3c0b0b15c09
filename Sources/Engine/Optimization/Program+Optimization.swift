extension Program {
  /// More instructions than this are left as they are: nothing of a run is worth so much time.
  private static let optimizedInstructionsMax = 1_000_000
  /// The same of instructions times fields and temporaries: what is known of each of these is
  /// copied at jumps.
  private static let optimizedWorkMax = 1 << 31

  /// A program that does the same with fewer instructions.
  ///
  /// All that can be observed is equal: states, steps and their order, choices, findings and their
  /// sites, branches, measures. Arithmetic that cannot overflow loses its site, and stores of what
  /// is known to fit are marked (`Opcode`).
  ///
  /// - Complexity: O(instructions × slots) at worst; mostly each instruction takes the same time.
  package func optimized() -> Program {
    guard code.count <= Self.optimizedInstructionsMax,
      code.count * (fieldCount + temporaryCount) <= Self.optimizedWorkMax
    else { return self }
    var numbering = ValueNumbering(self, CodeFlow(self))
    numbering.run()
    var liveness = Liveness(
      code: numbering.code, isKept: numbering.isKept, flow: numbering.flow,
      temporariesStart: numbering.temporariesStart,
      isMemory: Array(numbering.isMemory[fieldCount...]))
    liveness.run()
    return Compaction(code: numbering.code, isKept: liveness.isKept).compacted(self)
  }
}
