/// Which fields some action may write.
struct WrittenFields {
  private let program: Program
  /// By field.
  private(set) var isWritten: [Bool]
  /// By instruction: the number of the last entry from which it was reached.
  private var stamps: [Int32]
  private var entryCount: Int32 = 0
  /// Instructions that addresses may still be followed through one by one: a second's work.
  private var followedMax = 400_000

  /// Those of actions of every role, tests included.
  ///
  /// - Complexity: O(instructions that each action can reach).
  init(_ program: Program) {
    self.program = program
    isWritten = Array(repeating: false, count: program.fieldCount)
    stamps = Array(repeating: 0, count: program.code.count)
    for entry in Set(program.actions.map(\.entry)) { add(entry) }
  }

  private mutating func add(_ entry: Int) {
    let places = reached(from: entry)
    var extents: [Range<Int>] = []
    var isIndirect = false
    for place in places {
      let instruction = program.code[place]
      for operand in instruction.operands {
        switch operand {
        case .writesFields(let first, let count): add(Int(first)..<Int(first + count))
        case .object(let first, let count): extents.append(Int(first)..<Int(first + count))
        default: break
        }
      }
      isIndirect =
        isIndirect || instruction.opcode == .storeAt || instruction.opcode == .storeBlockAt
    }
    if !isIndirect { return }
    if places.count <= followedMax {
      followedMax -= places.count
      addIndirect(places.sorted())
    } else {
      addExtents(extents)
    }
  }

  /// Numbers of the instructions that an entry can reach.
  private mutating func reached(from entry: Int) -> [Int] {
    entryCount += 1
    var places: [Int] = []
    var waiting = [entry]
    while let place = waiting.popLast() {
      if stamps[place] == entryCount { continue }
      stamps[place] = entryCount
      places.append(place)
      for case .target(let target) in program.code[place].operands { waiting.append(Int(target)) }
      if !program.code[place].endsStraightLine { waiting.append(place + 1) }
    }
    return places
  }

  private mutating func add(_ fields: Range<Int>) {
    for field in fields.clamped(to: 0..<isWritten.count) { isWritten[field] = true }
  }

  private mutating func addIndirect(_ places: [Int]) {
    let reaches = AddressAnalysis(program, places: places).reaches
    for place in places {
      let instruction = program.code[place]
      guard instruction.opcode == .storeAt || instruction.opcode == .storeBlockAt else { continue }
      guard let reached = reaches[place], !reached.isEmpty else {
        return add(0..<isWritten.count)
      }
      for access in CAccess.all(instruction, reached, program) where access.isField {
        for slot in access.slots { add(slot..<slot + access.count) }
      }
    }
  }

  /// Whatever an address in the code may lead to: no address lives from one action to another.
  private mutating func addExtents(_ extents: [Range<Int>]) {
    let count = isWritten.count
    for extent in extents {
      add(extent)
      // The same fields as they were before the step are other slots.
      if extent.upperBound > count {
        add(max(extent.lowerBound - count, 0)..<extent.upperBound - count)
      }
    }
  }
}
