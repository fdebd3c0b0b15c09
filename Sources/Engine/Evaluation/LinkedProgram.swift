/// A field with its place worked out, for packing and unpacking.
struct PackedField {
  var minimum: Int64
  /// As many low bits as the field has.
  var mask: UInt64
  var word: Int32
  var shift: Int32
}

/// A program checked and laid out for running: immutable, shared by all that run it.
///
/// Everything that can be started has a *position* in one table of entries: first the ordinary and
/// urgent actions, then the ticks, then the scripted ones, then the checks of every state, then the
/// terminal checks, last the initialisation. So a stretch of positions is a schedule.
@safe final class LinkedProgram {
  let program: Program
  let fieldCount: Int
  let frameSize: Int
  let wordCount: Int
  /// What packed states are like as keys.
  let keyShape: KeyShape
  /// Where the temporaries begin.
  let temporariesStart: Int
  let code: UnsafeMutablePointer<Instruction>
  let fields: UnsafeMutablePointer<PackedField>
  /// By position: where to begin in a state that passes the filter.
  let entries: UnsafeMutablePointer<Int32>
  /// By position: what the packed state must be like; every state passes for what is no action.
  let filters: UnsafeMutablePointer<GuardFilter>
  /// By position: whether an urgent action.
  let isUrgent: UnsafeMutablePointer<Bool>
  let positionCount: Int

  /// By position: which action or check.
  let numbers: [Int]
  let positionOfAction: [Int]
  let positionOfCheck: [Int]
  let ordinary: Range<Int>
  let ticks: Range<Int>
  let stateChecks: Range<Int>
  let terminals: Range<Int>
  /// The positions of the propositions, which are among the checks of every state.
  let propositions: [Int]
  let initialization: Int

  /// Traps when the program is not sound: the interpreter would corrupt memory.
  init(_ program: Program) {
    if let flaw = program.firstFlaw() { preconditionFailure("unsound program: \(flaw)") }
    self.program = program
    fieldCount = program.fieldCount
    frameSize = program.frameSize
    wordCount = program.layout.wordCount
    keyShape = program.layout.keyShape
    temporariesStart = program.frameSize - program.temporaryCount
    let schedule = Schedule(program)
    numbers = schedule.numbers
    positionOfAction = schedule.positionOfAction
    positionOfCheck = schedule.positionOfCheck
    ordinary = schedule.ordinary
    ticks = schedule.ticks
    stateChecks = schedule.stateChecks
    terminals = schedule.terminals
    propositions = program.checks.indices.filter { program.checks[$0].role == .proposition }
      .map { schedule.positionOfCheck[$0] }
    initialization = schedule.initialization
    positionCount = schedule.entries.count
    unsafe code = Self.copy(program.code)
    unsafe fields = Self.copy(Self.packedFields(of: program.layout))
    let guards = schedule.entries.indices.map { position in
      let entry = Int(schedule.entries[position])
      let isAction = position < schedule.stateChecks.lowerBound
      return isAction ? program.guardFilter(from: entry) : (filter: .passAll, entry: entry)
    }
    unsafe entries = Self.copy(guards.map { Int32($0.entry) })
    unsafe filters = Self.copy(guards.map(\.filter))
    unsafe isUrgent = Self.copy(schedule.isUrgent)
  }

  deinit {
    unsafe code.deallocate()
    unsafe fields.deallocate()
    unsafe entries.deallocate()
    unsafe filters.deallocate()
    unsafe isUrgent.deallocate()
  }

  private static func copy<T: BitwiseCopyable>(_ values: [T]) -> UnsafeMutablePointer<T> {
    let copy = UnsafeMutablePointer<T>.allocate(capacity: max(values.count, 1))
    for (index, value) in values.enumerated() {
      unsafe (copy + index).initialize(to: value)
    }
    return unsafe copy
  }

  private static func packedFields(of layout: StateLayout) -> [PackedField] {
    zip(layout.fields, layout.places).map { field, place in
      PackedField(
        minimum: field.minimum, mask: field.width == 64 ? .max : (1 << UInt64(field.width)) - 1,
        word: Int32(place.word), shift: Int32(place.shift))
    }
  }
}

// Nothing in it changes after it is made, and its memory lives as long as itself.
extension LinkedProgram: @unchecked Sendable {}

/// The table of entries, while it is built.
private struct Schedule {
  var entries: [Int32] = []
  var isUrgent: [Bool] = []
  var numbers: [Int] = []
  var positionOfAction: [Int]
  var positionOfCheck: [Int]
  var ordinary = 0..<0
  var ticks = 0..<0
  var stateChecks = 0..<0
  var terminals = 0..<0
  var initialization = 0

  init(_ program: Program) {
    positionOfAction = Array(repeating: -1, count: program.actions.count)
    positionOfCheck = Array(repeating: -1, count: program.checks.count)
    ordinary = addActions(of: program) { $0 == .ordinary || $0 == .urgent }
    ticks = addActions(of: program) { $0 == .tick }
    _ = addActions(of: program) { $0 == .scripted }
    stateChecks = addChecks(of: program) { $0 != .terminal && $0 != .stepProposition }
    terminals = addChecks(of: program) { $0 == .terminal }
    _ = addChecks(of: program) { $0 == .stepProposition }
    initialization = add(program.initialization, number: 0)
  }

  private mutating func add(_ entry: Int, number: Int, isUrgent: Bool = false) -> Int {
    entries.append(Int32(entry))
    numbers.append(number)
    self.isUrgent.append(isUrgent)
    return entries.count - 1
  }

  private mutating func addActions(
    of program: Program, where belongs: (GroundAction.Role) -> Bool
  ) -> Range<Int> {
    let start = entries.count
    for (index, action) in program.actions.enumerated() where belongs(action.role) {
      let isUrgent = action.role == .urgent
      positionOfAction[index] = add(action.entry, number: index, isUrgent: isUrgent)
    }
    return start..<entries.count
  }

  private mutating func addChecks(
    of program: Program, where belongs: (StateCheck.Role) -> Bool
  ) -> Range<Int> {
    let start = entries.count
    for (index, check) in program.checks.enumerated() where belongs(check.role) {
      positionOfCheck[index] = add(check.entry, number: index)
    }
    return start..<entries.count
  }
}
