/// Runs the code of a program over a frame: one state at a time, many runs on it.
///
/// After `load`, the fields of the frame are the state, and so are the old fields. A run changes
/// fields and notes which in a journal; the successor is the packed state with only those put in
/// anew, and `undo` restores only those from the old fields. Most runs end at a guard and have
/// touched nothing.
@safe struct Interpreter: ~Copyable {
  let linked: LinkedProgram
  let slots: Slots
  let code: UnsafeMutablePointer<Instruction>
  let entries: UnsafeMutablePointer<Int32>
  let fields: UnsafeMutablePointer<PackedField>
  let filters: UnsafeMutablePointer<GuardFilter>
  let isUrgentPosition: UnsafeMutablePointer<Bool>
  /// The words of the state that is loaded.
  let loaded: UnsafeMutablePointer<UInt64>
  let fieldCount: Int
  let wordCount: Int

  /// Fields that may differ from the old ones; a field may stand there more than once.
  var journal: UnsafeMutablePointer<Int32>
  var journalCount = 0
  let journalCapacity: Int

  /// The position being run, or the next one.
  var cursor = 0
  /// A run has ended, and the next one has not begun.
  var isBetweenRuns = false
  var choices = ChoiceStack()
  /// Runs after which `execute` comes back although nothing has happened, so that a search can keep
  /// to its limits inside a fan-out of any size.
  var runBudget = Int.max

  /// The slot with the result of a completed check; the site of a failed run.
  var outcome: Int32 = 0
  /// Sites of step properties that the run does not meet, ascending is not promised.
  var violated: [Int32] = []
  let branchesTaken: UnsafeMutablePointer<Bool>

  // Of the steps of the loaded state: see `nextStep`.
  var end = 0
  var isUrgent = false
  var hasStep = false
  var isStepChanging = false

  init(_ linked: LinkedProgram) {
    self.linked = linked
    unsafe code = linked.code
    unsafe entries = linked.entries
    unsafe fields = linked.fields
    unsafe filters = linked.filters
    unsafe isUrgentPosition = linked.isUrgent
    unsafe loaded = .allocate(capacity: linked.wordCount)
    unsafe loaded.initialize(repeating: 0, count: linked.wordCount)
    fieldCount = linked.fieldCount
    wordCount = linked.wordCount
    unsafe slots = Slots(base: .allocate(capacity: max(linked.frameSize, 1)))
    unsafe slots.base.initialize(repeating: 0, count: max(linked.frameSize, 1))
    for (index, constant) in linked.program.constants.enumerated() {
      slots[2 * linked.fieldCount + index] = constant
    }
    journalCapacity = 2 * linked.fieldCount + 64
    unsafe journal = .allocate(capacity: journalCapacity)
    unsafe branchesTaken = .allocate(capacity: max(linked.program.branchCount, 1))
    unsafe branchesTaken.initialize(repeating: false, count: max(linked.program.branchCount, 1))
  }

  deinit {
    unsafe loaded.deallocate()
    unsafe slots.base.deallocate()
    unsafe journal.deallocate()
    unsafe branchesTaken.deallocate()
  }

  /// Bytes allocated for the frame and what belongs to it.
  var byteCount: Int { linked.frameSize * 8 + journalCapacity * 4 + linked.program.branchCount }

  /// Makes a packed state of `wordCount` words the one that runs begin with.
  @inline(__always)
  mutating func load(_ words: UnsafePointer<UInt64>) {
    let slots = self.slots
    for word in 0..<wordCount { unsafe loaded[word] = unsafe words[word] }
    for index in 0..<fieldCount {
      // In bounds: `fields` has `fieldCount` elements, whose words are below `wordCount`; the frame
      // begins with twice as many slots.
      let field = unsafe fields[index]
      let bits = unsafe (words[Int(field.word)] &>> UInt64(field.shift)) & field.mask
      let value = Int64(bitPattern: bits) &+ field.minimum
      slots[index] = value
      slots[fieldCount &+ index] = value
    }
    journalCount = 0
    choices.removeAll()
    isBetweenRuns = false
  }

  /// The same with other words for the old fields: checks alone may be evaluated then.
  mutating func load(_ words: UnsafePointer<UInt64>, before: UnsafePointer<UInt64>) {
    unsafe load(words)
    for index in 0..<fieldCount {
      // In bounds, as in `load`.
      let field = unsafe fields[index]
      let bits = unsafe (before[Int(field.word)] &>> UInt64(field.shift)) & field.mask
      slots[fieldCount &+ index] = Int64(bitPattern: bits) &+ field.minimum
    }
  }

  mutating func load(_ words: [UInt64]) {
    precondition(words.count == wordCount, "a state of \(words.count) words, not \(wordCount)")
    unsafe words.withUnsafeBufferPointer { unsafe load($0.baseAddress!) }
  }

  /// Writes the packed state after the run into `target`.
  ///
  /// - Returns: whether it differs from the one before.
  @inline(__always)
  func pack(into target: UnsafeMutablePointer<UInt64>) -> Bool {
    for word in 0..<wordCount { unsafe target[word] = unsafe loaded[word] }
    var difference: Int64 = 0
    for entry in 0..<journalCount {
      // In bounds: the journal holds fields, which only `write` puts there.
      let index = unsafe Int(journal[entry])
      let field = unsafe fields[index]
      let bits = UInt64(bitPattern: slots[index] &- field.minimum)
      if bits & ~field.mask != 0 { widthFailure(index) }
      let kept = unsafe target[Int(field.word)] & ~(field.mask &<< UInt64(field.shift))
      unsafe target[Int(field.word)] = kept | (bits &<< UInt64(field.shift))
      difference |= slots[index] ^ slots[fieldCount &+ index]
    }
    return difference != 0
  }

  @inline(never)
  private func widthFailure(_ index: Int) -> Never {
    preconditionFailure("field \(index) does not have the bits for \(slots[index])")
  }

  /// Makes the fields what they were before the run.
  @inline(__always)
  mutating func undo() {
    for entry in 0..<journalCount {
      let index = unsafe Int(journal[entry])
      slots[index] = slots[fieldCount &+ index]
    }
    journalCount = 0
  }

  /// Shortens a full journal to one entry for each field that has changed.
  ///
  /// - Returns: the new count, at most the number of fields and so less than the capacity.
  @inline(never)
  func compactJournal() -> Int {
    var count = 0
    for index in 0..<fieldCount where slots[index] != slots[fieldCount + index] {
      unsafe journal[count] = Int32(index)
      count += 1
    }
    return count
  }

  func branches() -> [Bool] {
    unsafe Array(UnsafeBufferPointer(start: branchesTaken, count: linked.program.branchCount))
  }
}
