extension CFunction {
  /// Reads or writes where an address leads, whichever of the places that it may be.
  ///
  /// What would lead elsewhere traps, as it does in bytecode where it leaves the frame.
  mutating func access(_ i: Instruction, at place: Int) {
    let address: Int32 =
      switch i.opcode {
      case .load, .loadBlock: i.b
      default: i.a
      }
    let all = CAccess.all(i, reaches[place] ?? [], program).filter { !$0.slots.isEmpty }
    for access in all {
      let first = access.slots[0]
      let last = access.slots[access.slots.count - 1] - first
      let shift = CLiteral.signed(Int64(access.displacement - first))
      lines.append("{ u64 x = (u64)(\(value(address)) + \(shift)); if (x <= \(last)) {")
      perform(i, access)
      lines.append("} else")
    }
    lines.append("__builtin_trap();")
    lines.append(String(repeating: "}", count: all.count))
  }

  /// All is read before anything is written, as blocks that overlap demand.
  private mutating func perform(_ i: Instruction, _ access: CAccess) {
    let isLoad = i.opcode == .load || i.opcode == .loadBlock
    let offsets = 0..<access.count
    if access.count == 1 {
      return isLoad
        ? set(i.a, read(access, 0))
        : write(value(i.c), access, 0, isFitting: i.opcode == .storeAt && i.d < 0)
    }
    for offset in offsets {
      let text = isLoad ? read(access, offset) : value(Int(i.c) + offset)
      lines.append("i64 r\(offset) = \(text);")
    }
    for offset in offsets {
      if isLoad {
        set(i.a + Int32(offset), "r\(offset)")
      } else {
        write("r\(offset)", access, offset)
      }
    }
  }

  /// The element of an array of constants or temporaries.
  private mutating func element(_ access: CAccess, _ offset: Int) -> String {
    let first = access.slots[0] + offset
    if access.region == .constants {
      let start = 2 * fieldCount
      let last = access.slots[access.slots.count - 1] + offset
      let values = program.constants[first - start...last - start].map { CLiteral.signed($0) }
      return "\(tables.name("i64", values))[x]"
    }
    guard let array = facts.memory.first(where: { $0.contains(first) }) else {
      preconditionFailure("an address leads where no memory is")
    }
    return "m\(array.lowerBound)[x + \(first - array.lowerBound)]"
  }

  private mutating func choice(_ access: CAccess, _ offset: Int) -> CFieldChoice {
    let fields = access.slots.map { field($0 + offset) }
    return CFieldChoice(fields, step: access.step, index: "x", tables: &tables)
  }

  private mutating func read(_ access: CAccess, _ offset: Int) -> String {
    guard access.isField else { return element(access, offset) }
    let choice = choice(access, offset)
    let isOld = access.region == .oldFields
    let word: String
    if choice.isWordVariable {
      word = isOld || !facts.hasWordArray ? "s[\(choice.word)]" : "o[\(choice.word)]"
    } else {
      let number = field(access.slots[0] + offset).word
      word = isOld ? old(number) : current(number)
    }
    return "(i64)((\(word) >> \(choice.shift)) & \(choice.mask)) + \(choice.minimum)"
  }

  private mutating func write(
    _ text: String, _ access: CAccess, _ offset: Int, isFitting: Bool = false
  ) {
    guard access.isField else {
      let element = element(access, offset)
      return lines.append("\(element) = \(text);")
    }
    let choice = choice(access, offset)
    let word =
      choice.isWordVariable
      ? "o[\(choice.word)]" : current(field(access.slots[0] + offset).word)
    lines.append("{ u64 v = (u64)\(text) - (u64)\(choice.minimum), k = \(choice.mask);")
    lines.append("int h = \(choice.shift);\(isFitting ? "" : " if (v & ~k) __builtin_trap();")")
    lines.append("\(word) = (\(word) & ~(k << h)) | (v << h); }")
  }
}
