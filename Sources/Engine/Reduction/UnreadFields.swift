/// The fields that nothing observable ever depends on: no guard, choice, address, failure, step
/// property or check. They are only written, or copied into one another.
///
/// States that differ in them alone have the same steps, to states that differ in them alone, and
/// all checks say the same of them: so a search may take them for one state. What is not clear
/// counts as read: whatever arithmetic that may fail works on, whatever an address may lead to,
/// whatever the initialisation copies elsewhere. Fields that time may write are read as well, for a
/// tick that changes nothing is no step; and so are those of enumerations: cases are reported.
package struct UnreadFields: Sendable {
  /// By field.
  package private(set) var isUnread: [Bool]
  private let program: Program
  /// By slot of the frame, temporaries of one entry only.
  private(set) var isRead: [Bool]

  /// Instructions that all entries together may have: a fraction of a second's work.
  private static let instructionsMax = 1_000_000

  /// - Parameter plan: what renamings exchange, and by what they know it, is read or not as one.
  /// - Complexity: O(instructions that each entry can reach × chains of copies).
  package init(of program: Program, _ plan: SymmetryPlan?) {
    self.program = program
    isRead = Array(repeating: false, count: program.frameSize)
    isUnread = Array(repeating: false, count: program.fieldCount)
    var entries: [[Int]] = []
    var count = 0
    func add(_ entry: Int) -> Bool {
      let places = program.places(from: entry)
      entries.append(places)
      count += places.count
      return count <= Self.instructionsMax
    }
    for field in program.layout.fields.indices {
      let stored = program.layout.fields[field]
      if stored.width == 0 || stored.enumeration != nil { isRead[field] = true }
    }
    for check in program.checks { addReads(from: check.entry) }
    guard add(program.initialization) else { return }
    for action in program.actions where action.role != .scripted {
      guard add(action.entry) else { return }
      if action.role == .tick { addWrites(entries[entries.count - 1]) }
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for places in entries where follow(places) { isChanged = true }
      if let plan, close(under: plan) { isChanged = true }
    }
    isUnread = isRead[0..<program.fieldCount].map { !$0 }
  }

  package var isEmpty: Bool { !isUnread.contains(true) }

  // MARK: What is read whatever else is

  private mutating func addReads(from entry: Int) {
    for place in program.places(from: entry) {
      for operand in program.code[place].operands {
        switch operand {
        case .reads(let first, let count), .object(let first, let count): _ = read(first, count)
        default: break
        }
      }
    }
  }

  private mutating func addWrites(_ places: [Int]) {
    for place in places {
      for case .writesFields(let first, let count) in program.code[place].operands {
        _ = read(first, count)
      }
    }
  }

  /// - Returns: whether any of these was not known to be read.
  mutating func read(_ fields: [Int]) -> Bool {
    let isChanged = fields.contains { !isRead[$0] }
    for field in fields { isRead[field] = true }
    return isChanged
  }

  private mutating func read(_ first: Int32, _ count: Int32) -> Bool {
    var isChanged = false
    for slot in Int(first)..<Int(first + count) {
      // What a field was before the step is the field as well.
      let isOld = slot >= program.fieldCount && slot < 2 * program.fieldCount
      let own = isOld ? slot - program.fieldCount : slot
      if !isRead[own] {
        isRead[own] = true
        isChanged = true
      }
    }
    return isChanged
  }

  // MARK: What is read because something that is read comes from it

  /// Follows the code of one entry, against its direction, until nothing new is found.
  ///
  /// - Returns: whether a field is found to be read.
  private mutating func follow(_ places: [Int]) -> Bool {
    for slot in program.frameSize - program.temporaryCount..<program.frameSize {
      isRead[slot] = false
    }
    let before = isRead[0..<program.fieldCount]
    var isChanged = true
    while isChanged {
      isChanged = false
      for place in places.reversed() where follow(program.code[place]) { isChanged = true }
    }
    return before != isRead[0..<program.fieldCount]
  }

  private mutating func follow(_ i: Instruction) -> Bool {
    switch i.opcode {
    case .copyBlock: copy(to: i.a, from: i.b, i.c)
    case .store: copy(to: i.a, from: i.b, 1)
    case .storeBlock: isAnyRead(i.a, i.c) && allRead(i.a, i.c, i.b)
    case .copy, .equal, .notEqual, .less, .lessOrEqual, .not, .and, .or, .minimum, .maximum,
      .bitAnd, .bitOr, .bitAndNot, .testBit, .populationCount, .equalBlock, .lessBlock:
      isRead[Int(i.a)] && readAll(i)
    case .end: false
    default: readAll(i)
    }
  }

  /// Of a block that is written in one go, all or nothing is read.
  private mutating func allRead(_ target: Int32, _ count: Int32, _ source: Int32) -> Bool {
    let isNew = read(target, count)
    return read(source, count) || isNew
  }

  private func isAnyRead(_ first: Int32, _ count: Int32) -> Bool {
    isRead[Int(first)..<Int(first + count)].contains(true)
  }

  private mutating func copy(to target: Int32, from source: Int32, _ count: Int32) -> Bool {
    var isChanged = false
    for offset in 0..<count where isRead[Int(target + offset)] {
      if read(source + offset, 1) { isChanged = true }
    }
    return isChanged
  }

  private mutating func readAll(_ instruction: Instruction) -> Bool {
    var isChanged = false
    for operand in instruction.operands {
      switch operand {
      case .reads(let first, let count), .object(let first, let count):
        if read(first, count) { isChanged = true }
      default: break
      }
    }
    return isChanged
  }
}

extension Program {
  /// The same without the fields that are not read: they are never written, and have no bits.
  package func without(_ unread: UnreadFields) -> Program {
    var program = self
    program.layout = StateLayout(
      fields: zip(layout.fields, unread.isUnread).map { field, isUnread in
        isUnread ? StateField(minimum: field.minimum, width: 0) : field
      })
    for place in code.indices {
      guard code[place].opcode == .store || code[place].opcode == .storeBlock else { continue }
      for case .writesFields(let first, let count) in code[place].operands where count > 0 {
        let isUnread = unread.isUnread[Int(first)..<Int(first + count)]
        if isUnread.contains(true) {
          // On to the next one: places of entries and targets stay what they are.
          program.code[place] = Instruction(.jump, Int32(place + 1))
        }
      }
    }
    return program
  }
}
