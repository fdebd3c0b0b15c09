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
  var flow: CodeFlow
  let fieldCount: Int
  let temporariesStart: Int
  /// By field: what it may hold when a run begins, and has to when it ends. In between it may be
  /// anything.
  let fieldRanges: [Interval]
  /// By cell, fields first and then temporaries: whether it is a temporary that addresses may lead
  /// to.
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
  var isFlowing = false
  /// What is known on the ways to places farther on.
  var arriving: [Int: ValueState] = [:]
  /// Places that are reached where nothing need be known.
  var reached: Set<Int> = []
  /// By the first place of a loop: the cells that it writes.
  var writtenInLoops: [Int: [Int]] = [:]
  /// By cell: at the beginning of a run all fields are what they were before it, but for
  /// `CodeFlow.entriesOfTwoStates`.
  let entryValues: [Int32]

  init(_ program: Program, _ flow: CodeFlow) {
    self.program = program
    self.flow = flow
    fieldCount = program.fieldCount
    temporariesStart = program.frameSize - program.temporaryCount
    fieldRanges = program.layout.fields.map { Interval($0) }
    isMemory = Self.memory(of: program)
    code = program.code
    isKept = Array(repeating: true, count: program.code.count)
    entryValues = isMemory.indices.map { $0 < program.fieldCount ? Int32($0) : -1 }
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
      state.values[cell] = table.unknown(.all)
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
    let isDistant = cell < fieldCount || isMemory[cell]
    // Nobody follows addresses through what may be written through addresses.
    let kept = isDistant && table.isAddress(value) ? table.unknown(.all) : value
    state.values[cell] = kept
    table.note(slot, holds: kept)
    if isDistant { state.memory = table.unknown(.all) }
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
}
