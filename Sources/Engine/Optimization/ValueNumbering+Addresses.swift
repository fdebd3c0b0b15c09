extension ValueNumbering {
  /// Slots that are looked at one by one; of accesses that may reach more, nothing is known.
  private static let reachedMax = 256

  mutating func address(_ i: Instruction, at place: Int) {
    let key: ValueKey
    if i.opcode == .address {
      key = ValueKey(kind: .operation, opcode: .address, a: value(i.b), b: value(i.c), c: i.d)
    } else {
      key = ValueKey(kind: .operation, opcode: .addressOf, a: i.b, b: i.c, c: i.d)
    }
    // Never a number that is known: who follows addresses has to see where they come from.
    let value = table.number(key) { _ in .all }
    if let source = slot(holding: value) { return give(i.a, value, from: source, at: place) }
    if i.opcode == .address {
      code[place].b = operand(i.b)
      code[place].c = operand(i.c)
    }
    assign(i.a, value)
  }

  mutating func access(_ i: Instruction, at place: Int) {
    switch i.opcode {
    case .load, .loadBlock: load(i, at: place)
    case .put, .storeAt: write(i, at: place, count: 1)
    default: write(i, at: place, count: Int(i.d))
    }
  }

  /// The slots that an instruction may reach; nil when that is not known.
  private func reached(by i: Instruction, _ address: Int32) -> CAccess? {
    guard let reach = reach(of: address),
      let access = CAccess.all(i, [reach], program).first, !access.slots.isEmpty,
      access.slots.count * access.count <= Self.reachedMax
    else { return nil }
    return access
  }

  private func reach(of address: Int32) -> AddressReach? {
    let key = table.keys[Int(address)]
    guard key.kind == .operation else { return nil }
    switch key.opcode {
    case .addressOf:
      return AddressReach(
        object: Int(key.a)..<Int(key.a) + Int(key.b), base: Int(key.a) + Int(key.c), step: 0)
    case .address:
      guard var reach = reach(of: key.a) else { return nil }
      guard let index = interval(key.b).single, index.magnitude < 1 << 30 else {
        return reach.stepping(by: Int(key.c))
      }
      reach.base += Int(index) * Int(key.c)
      return reach
    default: return nil
    }
  }

  // MARK: Reading

  private mutating func load(_ i: Instruction, at place: Int) {
    let address = value(i.b)
    let access = reached(by: i, address)
    let isStable = access?.region == .constants || access?.region == .oldFields
    let count = i.opcode == .load ? 1 : i.d
    let values = (0..<count).map { offset in
      loaded(address, i.c + offset, access, Int(offset), isStable: isStable)
    }
    if i.opcode == .load, let source = slot(holding: values[0]) {
      return give(i.a, values[0], from: source, at: place)
    }
    code[place].b = operand(i.b)
    for offset in 0..<count { assign(i.a + offset, values[Int(offset)]) }
  }

  private mutating func loaded(
    _ address: Int32, _ displacement: Int32, _ access: CAccess?, _ offset: Int, isStable: Bool
  ) -> Int32 {
    if let access, access.slots.count == 1 {
      return value(slot(access, access.slots[0] + offset))
    }
    let key = ValueKey(
      kind: .operation, opcode: .load, a: address, b: displacement,
      c: isStable ? -1 : state.memory)
    // The key names the moment, so what is known at this moment is known of the value.
    let interval = access.map { rangeRead($0, offset) } ?? .all
    let value = table.number(key) { _ in .all }
    state.narrow(value, to: interval, table)
    return value
  }

  /// What slots may hold now, all of them together.
  private func rangeRead(_ access: CAccess, _ offset: Int) -> Interval {
    var range: Interval?
    for first in access.slots {
      let slot = slot(access, first + offset)
      let number = Int(slot)
      let own: Interval
      if number >= 2 * fieldCount && number < temporariesStart {
        own = Interval(program.constants[number - 2 * fieldCount])
      } else if number >= fieldCount && number < 2 * fieldCount {
        own = interval(Int32(number - fieldCount))
      } else {
        own = rangeKnown(cell(slot))
      }
      range = range?.union(own) ?? own
    }
    return range ?? .all
  }

  private func rangeKnown(_ cell: Int) -> Interval {
    state.values[cell] < 0 ? .all : interval(state.values[cell])
  }

  /// The slot of the frame that a slot of an access is.
  private func slot(_ access: CAccess, _ number: Int) -> Int32 {
    Int32(access.region == .oldFields ? number + fieldCount : number)
  }

  // MARK: Writing

  private mutating func write(_ i: Instruction, at place: Int, count: Int) {
    let address = value(i.a)
    let values = (0..<count).map { value(i.c + Int32($0)) }
    let access = reached(by: i, address)
    let isStore = i.opcode == .storeAt || i.opcode == .storeBlockAt
    code[place].a = operand(i.a)
    if count == 1 { code[place].c = operand(i.c) }
    state.memory = table.unknown(.all)
    guard let access, access.region == (isStore ? .fields : .temporaries) else {
      return forgetReachable()
    }
    if i.opcode == .storeAt {
      let range = interval(values[0])
      if access.slots.allSatisfy({ fieldRanges[$0].contains(range) }) { code[place].d = -1 }
    }
    if access.slots.count == 1 {
      for (offset, value) in values.enumerated() {
        assign(Int32(access.slots[0] + offset), value)
      }
    } else {
      weaken(access, values)
    }
  }

  /// Each of the slots may hold one of the values, or what it held.
  private mutating func weaken(_ access: CAccess, _ values: [Int32]) {
    for first in access.slots {
      for (offset, value) in values.enumerated() {
        let slot = Int32(first + offset)
        let cell = cell(slot)
        let either = rangeKnown(cell).union(interval(value))
        state.values[cell] = -1
        if either != .all {
          state.values[cell] = table.unknown(either)
          table.note(slot, holds: state.values[cell])
        }
      }
    }
  }
}
