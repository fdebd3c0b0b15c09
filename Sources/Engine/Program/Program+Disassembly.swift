extension Program {
  /// The code from an entry on, one instruction a line, for whoever looks at what a compiler made.
  ///
  /// Fields are written `f0`, fields before the step `o0`, constants as their value in brackets,
  /// and temporaries `t0`. What follows an entry ends where another entry begins.
  package func disassembly(from entry: Int) -> String {
    let others = [initialization] + actions.map(\.entry) + checks.map(\.entry)
    let end = others.filter { $0 > entry }.min() ?? code.count
    return (entry..<end).map { "\($0): \(describe(code[$0]))" }.joined(separator: "\n")
  }

  private func describe(_ instruction: Instruction) -> String {
    let texts = instruction.operands.map { operand in
      switch operand {
      case .reads(let slot, let count), .writesTemporaries(let slot, let count),
        .writesFields(let slot, let count):
        return name(ofSlot: Int(slot)) + (count == 1 ? "" : "*\(count)")
      case .blockSize(let size): return "*\(size)"
      case .target(let target): return "@\(target)"
      case .site(let site), .siteOrNone(let site): return "site \(site)"
      case .branch(let branch): return "branch \(branch)"
      case .object(let slot, let count): return "&" + name(ofSlot: Int(slot)) + "*\(count)"
      }
    }
    return (["\(instruction.opcode)"] + texts).joined(separator: " ")
  }

  private func name(ofSlot slot: Int) -> String {
    if slot < fieldCount { return "f\(slot)" }
    if slot < 2 * fieldCount { return "o\(slot - fieldCount)" }
    let constant = slot - 2 * fieldCount
    if constant < constants.count { return "[\(constants[constant])]" }
    return "t\(constant - constants.count)"
  }
}
