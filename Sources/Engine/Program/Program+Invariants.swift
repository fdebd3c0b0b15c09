extension Program {
  /// What no program may do, because the interpreter relies on it: the frame has no other bound.
  ///
  /// - Complexity: O(code × entries) at worst, for what each entry can reach is followed.
  /// - Returns: the first thing that is wrong, nil when the program is sound.
  package func firstFlaw() -> String? {
    if frameSize > Int(Int32.max) { return "the frame has \(frameSize) slots" }
    for (index, field) in layout.fields.enumerated() {
      if let enumeration = field.enumeration {
        guard (0..<enumerationCount).contains(enumeration) else {
          return "field \(index) is of enumeration \(enumeration), of \(enumerationCount)"
        }
        guard field.width <= Self.enumerationWidthMax else {
          return "field \(index) is an enumeration's and has \(field.width) bits"
        }
      }
    }
    for (index, instruction) in code.enumerated() {
      for operand in instruction.operands {
        if let flaw = flaw(of: operand) { return "instruction \(index), \(instruction): \(flaw)" }
      }
    }
    return firstFlawOfEntries()
  }

  /// Cases of an enumeration are counted one by one, so there must not be too many.
  package static let enumerationWidthMax = 16

  private func flaw(of operand: Operand) -> String? {
    func outside(_ first: Int32, _ count: Int32, _ range: Range<Int>, _ what: String) -> String? {
      let lower = Int(first)
      let isInside =
        count >= 0 && lower >= range.lowerBound && lower + Int(count) <= range.upperBound
      return isInside ? nil : "\(count) \(what) at \(first) are not within \(range)"
    }
    let temporaries = (frameSize - temporaryCount)..<frameSize
    switch operand {
    // A frame is never empty: the end of an action names slot 0 also where there are none.
    case .reads(let slot, let count): return outside(slot, count, 0..<max(frameSize, 1), "slots")
    case .writesTemporaries(let slot, let count):
      return outside(slot, count, temporaries, "temporaries")
    case .writesFields(let slot, let count): return outside(slot, count, 0..<fieldCount, "fields")
    case .blockSize(let size): return size >= 0 ? nil : "a block has \(size) slots"
    case .target(let target): return outside(target, 1, 0..<code.count, "instructions")
    case .site(let site): return outside(site, 1, 0..<siteCount, "sites")
    case .siteOrNone(let site): return site == -1 ? nil : outside(site, 1, 0..<siteCount, "sites")
    case .branch(let branch): return outside(branch, 1, 0..<branchCount, "branches")
    case .object(let slot, let count): return outside(slot, count, 0..<frameSize, "slots")
    }
  }

  private func firstFlawOfEntries() -> String? {
    // What a check must not do, and an action may.
    let stepOnly: Set<Opcode> = [
      .store, .storeBlock, .storeAt, .storeBlockAt, .choose, .disable, .expect,
    ]
    var seenByActions = [Bool](repeating: false, count: code.count)
    var seenByChecks = seenByActions
    for entry in [initialization] + actions.map(\.entry) {
      if let flaw = flawOfCode(from: entry, forbidding: [], &seenByActions) { return flaw }
    }
    for check in checks {
      if let flaw = flawOfCode(from: check.entry, forbidding: stepOnly, &seenByChecks) {
        return flaw
      }
    }
    return nil
  }

  /// Follows all ways from an entry, past what was `seen` before.
  private func flawOfCode(
    from entry: Int, forbidding forbidden: Set<Opcode>, _ seen: inout [Bool]
  ) -> String? {
    guard code.indices.contains(entry) else { return "entry \(entry) is outside the code" }
    var waiting = [entry]
    while let index = waiting.popLast() {
      guard index < code.count else { return "the code from entry \(entry) runs past its end" }
      if seen[index] { continue }
      seen[index] = true
      let instruction = code[index]
      if forbidden.contains(instruction.opcode) {
        return "instruction \(index): a check contains \(instruction.opcode)"
      }
      for case .target(let target) in instruction.operands { waiting.append(Int(target)) }
      if !instruction.endsStraightLine { waiting.append(index + 1) }
    }
    return nil
  }
}
