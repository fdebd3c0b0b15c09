/// Where jumps of a program lead, and which code may run again in the same run.
struct CodeFlow {
  /// Code that jumps backward may run more than once, with all that these jumps span.
  struct Loop {
    var places: ClosedRange<Int>
    /// Whether it is entered at its first place only.
    var isEnteredAtFirst = true
  }

  private(set) var isEntry: [Bool]
  /// Entries at which the fields need not be what the old fields are.
  private(set) var entriesOfTwoStates: Set<Int> = []
  var isTarget: [Bool]
  /// Whether a jump from behind leads there, be it to the end of a run that many share.
  private(set) var isLoopStart: [Bool]
  /// Apart from one another, ascending.
  private(set) var loops: [Loop] = []

  init(_ program: Program) {
    isEntry = Array(repeating: false, count: program.code.count)
    isTarget = isEntry
    isLoopStart = isEntry
    let entries = [program.initialization] + program.actions.map(\.entry)
    for entry in entries + program.checks.map(\.entry) { isEntry[entry] = true }
    for check in program.checks where check.role == .stepProposition {
      entriesOfTwoStates.insert(check.entry)
    }
    var backward: [ClosedRange<Int>] = []
    for (place, instruction) in program.code.enumerated() {
      guard let target = instruction.target else { continue }
      isTarget[target] = true
      if target <= place {
        isLoopStart[target] = true
        if !program.code[target].isEndOfRun { backward.append(target...place) }
      }
    }
    if backward.isEmpty { return }
    for span in backward.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = loops.last, last.places.overlaps(span) {
        let end = max(last.places.upperBound, span.upperBound)
        loops[loops.count - 1].places = last.places.lowerBound...end
      } else {
        loops.append(Loop(places: span))
      }
    }
    noteEntries(program)
  }

  /// The loop that a place is in.
  func loop(around place: Int) -> Loop? {
    var (low, high) = (0, loops.count)
    while low < high {
      let middle = (low + high) / 2
      if loops[middle].places.upperBound < place { low = middle + 1 } else { high = middle }
    }
    return low < loops.count && loops[low].places.contains(place) ? loops[low] : nil
  }

  private mutating func noteEntries(_ program: Program) {
    for index in loops.indices {
      let first = loops[index].places.lowerBound
      for place in loops[index].places where place != first && isEntry[place] {
        loops[index].isEnteredAtFirst = false
      }
    }
    for (place, instruction) in program.code.enumerated() {
      guard let target = instruction.target, let loop = loop(around: target),
        target != loop.places.lowerBound, !loop.places.contains(place)
      else { continue }
      let index = loops.firstIndex { $0.places == loop.places } ?? 0
      loops[index].isEnteredAtFirst = false
    }
  }
}

extension Instruction {
  /// Whether a run ends there without a step, whatever is known.
  var isEndOfRun: Bool { opcode == .disable || opcode == .fail }

  /// Where a jump leads when it is taken.
  var target: Int? {
    get {
      switch opcode {
      case .jump: Int(a)
      case .jumpIf, .jumpUnless: Int(b)
      case .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfNotLess: Int(c)
      default: nil
      }
    }
    set {
      guard let newValue else { return }
      switch opcode {
      case .jump: a = Int32(newValue)
      case .jumpIf, .jumpUnless: b = Int32(newValue)
      default: c = Int32(newValue)
      }
    }
  }
}
