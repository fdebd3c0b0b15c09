/// Tells cheaply of most states that no step leads from them to a given state.
///
/// A step changes only fields that its action may write. So a state from which one leads to a given
/// one agrees with it in all other fields of some action, whatever these are: of millions of states
/// on a level a few are left.
@safe struct PredecessorFilter: ~Copyable {
  private let wordCount: Int
  /// The bits that some action may write, `wordCount` words for each set of them.
  private var masks: [UInt64] = []
  /// By bit of the state, and one more: where the masks that have it begin in `masks`.
  private var starts: [Int] = []

  init(_ linked: LinkedProgram) {
    wordCount = linked.wordCount
    var sets: Set<[UInt64]> = []
    for position in linked.ordinary.lowerBound..<linked.ticks.upperBound {
      let entry = unsafe Int(linked.entries[position])
      sets.insert(linked.program.writtenBits(from: entry))
    }
    // A set within another one says nothing more.
    let largest = sets.filter { set in
      !sets.contains { $0 != set && zip(set, $0).allSatisfy { $0 & ~$1 == 0 } }
    }
    let ordered = largest.sorted { $0.lexicographicallyPrecedes($1) }
    for bit in 0..<64 * wordCount {
      starts.append(masks.count)
      for set in ordered where set[bit / 64] >> UInt64(bit % 64) & 1 != 0 { masks += set }
    }
    starts.append(masks.count)
  }

  /// Whether a step may lead from one state to another.
  @inline(__always)
  func mayLead(from source: StateWords, to target: [UInt64]) -> Bool {
    for word in 0..<wordCount {
      let difference = unsafe source.base[word] ^ target[word]
      if difference == 0 { continue }
      return isWithinMask(source, target, word, bit: difference.trailingZeroBitCount)
    }
    return true
  }

  /// Whether some action may write all bits that differ, of which that one is the first.
  @inline(__always)
  private func isWithinMask(
    _ source: StateWords, _ target: [UInt64], _ first: Int, bit: Int
  ) -> Bool {
    var mask = starts[64 * first + bit]
    let end = starts[64 * first + bit + 1]
    search: while mask < end {
      for word in first..<wordCount {
        // In bounds: a state has `wordCount` words.
        if unsafe (source.base[word] ^ target[word]) & ~masks[mask + word] != 0 {
          mask += wordCount
          continue search
        }
      }
      return true
    }
    return false
  }
}

extension Program {
  /// The bits of the packed state that code from an entry on may write.
  func writtenBits(from entry: Int) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: layout.wordCount)
    func add(_ fields: Range<Int>) {
      for index in fields {
        let field = CField(layout, index)
        bits[field.word] |= field.bits
      }
    }
    let places = places(from: entry)
    let reaches = AddressAnalysis(self, places: places).reaches
    for place in places {
      let instruction = code[place]
      for case .writesFields(let first, let count) in instruction.operands {
        add(Int(first)..<Int(first + count))
      }
      guard instruction.opcode == .storeAt || instruction.opcode == .storeBlockAt else { continue }
      guard let reached = reaches[place] else {
        add(0..<fieldCount)
        continue
      }
      for access in CAccess.all(instruction, reached, self) where access.region == .fields {
        for slot in access.slots { add(slot..<slot + access.count) }
      }
    }
    return bits
  }
}
