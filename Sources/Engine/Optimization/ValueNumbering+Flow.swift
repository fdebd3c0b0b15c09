extension ValueNumbering {
  /// Jumps to jumps that are followed.
  private static let jumpsMax = 16

  mutating func run() {
    for place in code.indices {
      arrive(at: place)
      guard isFlowing else {
        isKept[place] = false
        continue
      }
      visit(place)
      if code[place].endsStraightLine && isKept[place] { isFlowing = false }
    }
  }

  private mutating func arrive(at place: Int) {
    let isEntry = flow.isEntry[place]
    guard isEntry || flow.isTarget[place] else { return }
    if let other = arriving.removeValue(forKey: place) {
      if isFlowing { state.join(other, &table) } else { state = other }
      isFlowing = true
    }
    if isEntry {
      let isOpen = isFlowing || flow.isTarget[place] || flow.entriesOfTwoStates.contains(place)
      isOpen ? forget() : set(entryValues)
      isFlowing = true
    } else if flow.isLoopStart[place] {
      if isFlowing { enterLoop(at: place) } else { forget() }
      isFlowing = true
    } else if reached.contains(place) {
      isFlowing = true
    }
  }

  private mutating func forget() { set(Array(repeating: -1, count: isMemory.count)) }

  private mutating func set(_ values: [Int32]) {
    state.values = values
    state.narrowed = [:]
    state.memory = table.unknown(.all)
  }

  private mutating func enterLoop(at place: Int) {
    guard let loop = flow.loop(around: place), loop.isEnteredAtFirst else { return forget() }
    let first = loop.places.lowerBound
    let cells = writtenInLoops[first] ?? written(in: loop.places)
    writtenInLoops[first] = cells
    for cell in cells { state.values[cell] = -1 }
    state.memory = table.unknown(.all)
  }

  /// The cells that some of the code may write.
  private func written(in places: ClosedRange<Int>) -> [Int] {
    var cells: Set<Int> = []
    for place in places {
      for operand in program.code[place].operands {
        switch operand {
        case .writesFields(let first, let count), .writesTemporaries(let first, let count):
          for slot in first..<first + count { cells.insert(cell(slot)) }
        default: break
        }
      }
    }
    if places.contains(where: { program.code[$0].isWriteThroughAddress }) {
      cells.formUnion(reachable)
    }
    return cells.sorted()
  }

  /// The cells that addresses may lead to.
  private var reachable: [Int] { isMemory.indices.filter { $0 < fieldCount || isMemory[$0] } }

  /// After a write through an address of which nothing is known.
  mutating func forgetReachable() {
    for cell in reachable { state.values[cell] = -1 }
  }

  /// Leads a way to a place farther on; those that lead back find there what a loop begins with.
  ///
  /// - Returns: the place, which is behind jumps that are decided on this way.
  mutating func lead(to first: Int, from place: Int, knowing known: ValueState) -> Int {
    if first <= place { return first }
    let target = destination(from: first, knowing: known, leaving: place)
    flow.isTarget[target] = true
    if program.code[target].isEndOfRun {
      reached.insert(target)
    } else if arriving[target]?.join(known, &table) == nil {
      arriving[target] = known
    }
    return target
  }

  /// Follows jumps forward as long as it is known where they lead, but into no loop.
  private func destination(from first: Int, knowing known: ValueState, leaving place: Int) -> Int {
    var target = first
    for _ in 0..<Self.jumpsMax {
      let i = program.code[target]
      guard i.target != nil, let isTaken = isTaken(i, knowing: known) else { break }
      let next = isTaken ? i.target ?? target : target + 1
      if program.code[next].isEndOfRun { return next }
      if next <= target { break }
      if let loop = flow.loop(around: next), !loop.places.contains(place) { break }
      target = next
    }
    return target
  }

  mutating func drop(_ place: Int) { isKept[place] = false }
}

extension Instruction {
  fileprivate var isWriteThroughAddress: Bool {
    switch opcode {
    case .put, .putBlock, .storeAt, .storeBlockAt: true
    default: false
    }
  }
}
