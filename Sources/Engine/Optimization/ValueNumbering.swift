/// Goes through all code once, forward, and writes each instruction anew in the light of what is
/// known of values: by what they were computed, and between which numbers they are.
///
/// Each slot holds the number of a value; computations with equal operands have equal numbers
/// (Alpern, Wegman and Zadeck, "Detecting Equality of Variables in Programs", POPL 1988,
/// https://doi.org/10.1145/73560.73562). A computation whose value some slot holds already becomes
/// a copy of that slot: also one that may fail, for to hold the value it must have been computed on
/// every way that leads here. Conditions narrow what the values are that they speak of.
///
/// Every place is visited once. Where ways meet, what they agree on is kept; a loop begins with all
/// unknown that it writes.
struct ValueNumbering {
  let program: Program
  /// With more targets the more jumps are led on.
  private(set) var flow: CodeFlow
  let fieldCount: Int
  let temporariesStart: Int
  /// By cell: what it may hold at any time.
  let ranges: [Interval]
  /// By cell: whether it is a temporary that addresses may lead to.
  let isMemory: [Bool]

  /// The code as it becomes.
  var code: [Instruction]
  /// Whether anything is left of an instruction.
  var isKept: [Bool]

  var table = ValueTable()
  var state: ValueState
  /// By constant: its value's number.
  private var constantValues: [Int32] = []
  /// The first slot of each constant.
  private var constantSlots: [Int64: Int32] = [:]
  private var isFlowing = false
  /// What is known on the ways to places farther on.
  private var arriving: [Int: ValueState] = [:]
  /// Places that are reached where nothing need be known.
  private var reached: Set<Int> = []
  /// By the first place of a loop: the cells that it writes.
  private var writtenInLoops: [Int: [Int]] = [:]
  private let entryValues: [Int32]

  /// Jumps to jumps that are followed.
  private static let jumpsMax = 16

  init(_ program: Program, _ flow: CodeFlow) {
    self.program = program
    self.flow = flow
    fieldCount = program.fieldCount
    temporariesStart = program.frameSize - program.temporaryCount
    let fieldRanges = program.layout.fields.map { Interval($0) }
    ranges = fieldRanges + Array(repeating: .all, count: program.temporaryCount)
    isMemory = Self.memory(of: program)
    code = program.code
    isKept = Array(repeating: true, count: program.code.count)
    entryValues = ranges.indices.map { $0 < program.fieldCount ? Int32($0) : -1 }
    state = ValueState(values: entryValues)
    for range in fieldRanges { _ = table.unknown(range) }
    for (index, constant) in program.constants.enumerated() {
      constantValues.append(table.constant(constant))
      let slot = Int32(2 * fieldCount + index)
      if constantSlots[constant] == nil { constantSlots[constant] = slot }
    }
  }

  private static func memory(of program: Program) -> [Bool] {
    let temporariesStart = program.frameSize - program.temporaryCount
    var isMemory = Array(repeating: false, count: program.fieldCount + program.temporaryCount)
    for i in program.code where i.opcode == .addressOf && Int(i.b) >= temporariesStart {
      let first = Int(i.b) - temporariesStart + program.fieldCount
      for cell in first..<first + Int(i.c) { isMemory[cell] = true }
    }
    return isMemory
  }

  // MARK: Ways through the code

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
      if isFlowing { state.join(other, &table, ranges: ranges) } else { state = other }
      isFlowing = true
    }
    if isEntry {
      // At the beginning of a run all fields are what they were before it.
      isFlowing || flow.isTarget[place] ? forget() : set(entryValues)
      isFlowing = true
    } else if flow.isLoopStart[place] {
      if isFlowing { enterLoop(at: place) } else { forget() }
      isFlowing = true
    } else if reached.contains(place) {
      isFlowing = true
    }
  }

  private mutating func forget() { set(Array(repeating: -1, count: ranges.count)) }

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
  private var reachable: [Int] { ranges.indices.filter { $0 < fieldCount || isMemory[$0] } }

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
    } else if arriving[target]?.join(known, &table, ranges: ranges) == nil {
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

  // MARK: Slots and values

  /// Where the state keeps what is known of a field or a temporary.
  func cell(_ slot: Int32) -> Int {
    Int(slot) < fieldCount ? Int(slot) : Int(slot) - temporariesStart + fieldCount
  }

  func isTemporary(_ slot: Int32) -> Bool { Int(slot) >= temporariesStart }

  /// The number of the value that a slot holds.
  mutating func value(_ slot: Int32) -> Int32 {
    if let value = unchanging(slot) { return value }
    let cell = cell(slot)
    if state.values[cell] < 0 {
      state.values[cell] = table.unknown(ranges[cell])
      table.note(slot, holds: state.values[cell])
    }
    return state.values[cell]
  }

  /// The number of the value of a constant, or of a field as it was before the step.
  func unchanging(_ slot: Int32) -> Int32? {
    let number = Int(slot)
    if number < fieldCount || number >= temporariesStart { return nil }
    return number < 2 * fieldCount
      ? Int32(number - fieldCount) : constantValues[number - 2 * fieldCount]
  }

  func interval(_ value: Int32) -> Interval { state.interval(value, table) }

  mutating func assign(_ slot: Int32, _ value: Int32) {
    let cell = cell(slot)
    state.values[cell] = value
    table.note(slot, holds: value)
    if cell < fieldCount || isMemory[cell] { state.memory = table.unknown(.all) }
  }

  /// A slot that holds a value here; nil when none is known.
  func slot(holding value: Int32) -> Int32? {
    if let constant = constantSlot(for: value) { return constant }
    if Int(value) < fieldCount {
      // A field that was not written: the field itself, by which guards are known.
      return state.values[Int(value)] == value ? value : value + Int32(fieldCount)
    }
    return slot(computed: value)
  }

  /// A field or temporary that was given a value, on every way that leads here.
  func slot(computed value: Int32) -> Int32? {
    let holders = table.holders[Int(value)]
    for index in 0..<4 where holders[index] >= 0 && state.values[cell(holders[index])] == value {
      return holders[index]
    }
    return nil
  }

  /// The slot of a constant that a value is known to be.
  func constantSlot(for value: Int32) -> Int32? {
    interval(value).single.flatMap { constantSlots[$0] }
  }

  /// The slot to read instead of another: a constant, or where a temporary was copied from.
  mutating func operand(_ slot: Int32) -> Int32 {
    let isWritten = Int(slot) < fieldCount || isTemporary(slot)
    if !isWritten && Int(slot) >= 2 * fieldCount { return slot }
    let value = value(slot)
    if isTemporary(slot) { return self.slot(holding: value) ?? slot }
    return constantSlot(for: value) ?? slot
  }

  mutating func drop(_ place: Int) { isKept[place] = false }
}

extension Instruction {
  var isWriteThroughAddress: Bool {
    switch opcode {
    case .put, .putBlock, .storeAt, .storeBlockAt: true
    default: false
    }
  }
}
