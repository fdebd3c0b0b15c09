extension ValueNumbering {
  mutating func visit(_ place: Int) {
    let i = code[place]
    switch i.opcode {
    case .copy: copy(i.a, i.b, at: place)
    case .copyBlock, .storeBlock: copyBlock(i, at: place)
    case .store: store(i, at: place)
    case .load, .loadBlock, .put, .putBlock, .storeAt, .storeBlockAt: access(i, at: place)
    case .address, .addressOf: address(i, at: place)
    case .checkRange: checkRange(i, at: place)
    case .equalBlock, .lessBlock: compareBlocks(i, at: place)
    case .negate, .not, .populationCount: compute(i, at: place, isBinary: false)
    case .add, .subtract, .multiply, .divide, .remainder, .minimum, .maximum, .equal, .notEqual,
      .less, .lessOrEqual, .and, .or, .testBit, .setBit, .clearBit, .bitAnd, .bitOr, .bitAndNot,
      .nextBit:
      compute(i, at: place, isBinary: true)
    case .jump: code[place].a = Int32(lead(to: Int(i.a), from: place, knowing: state))
    case .jumpIf, .jumpUnless, .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfNotLess:
      branch(i, at: place)
    case .choose: choose(i, at: place)
    case .expect: code[place].a = operand(i.a)
    case .end: if isTemporary(i.a) && cell(i.a) < isMemory.count { code[place].a = operand(i.a) }
    case .disable, .fail, .cover: break
    }
  }

  // MARK: Moving

  mutating func copy(_ target: Int32, _ source: Int32, at place: Int) {
    let value = value(source)
    give(target, value, from: operand(source), at: place)
  }

  /// Makes the instruction a copy of a slot that holds the value, or nothing.
  mutating func give(_ target: Int32, _ value: Int32, from source: Int32, at place: Int) {
    if state.values[cell(target)] == value { return drop(place) }
    code[place] = Instruction(.copy, target, source)
    assign(target, value)
  }

  private mutating func copyBlock(_ i: Instruction, at place: Int) {
    let values = (0..<i.c).map { value(i.b + $0) }
    if (0..<i.c).allSatisfy({ state.values[cell(i.a + $0)] == values[Int($0)] }) {
      return drop(place)
    }
    if i.opcode == .storeBlock {
      let fits = (0..<i.c).allSatisfy {
        fieldRanges[Int(i.a + $0)].contains(interval(values[Int($0)]))
      }
      if fits { code[place].d = -1 }
    }
    for (offset, value) in values.enumerated() {
      // Nor through blocks.
      let kept = table.isAddress(value) ? table.unknown(.all) : value
      assign(i.a + Int32(offset), kept)
    }
  }

  private mutating func store(_ i: Instruction, at place: Int) {
    let value = value(i.b)
    if state.values[Int(i.a)] == value { return drop(place) }
    code[place].b = operand(i.b)
    if fieldRanges[Int(i.a)].contains(interval(value)) { code[place].d = -1 }
    assign(i.a, value)
  }

  // MARK: Computing

  private mutating func compute(_ i: Instruction, at place: Int, isBinary: Bool) {
    let b = value(i.b)
    let c = isBinary ? value(i.c) : b
    let result = i.opcode.result(interval(b), interval(c))
    let key = ValueKey.of(i.opcode, b, isBinary ? c : 0)
    let value = table.number(key) { table in
      i.opcode.result(table.intervals[Int(b)], table.intervals[Int(c)]).interval
    }
    if !result.mayFail, let known = known(i.opcode, b, c, result.interval),
      let source = slot(holding: known)
    {
      return give(i.a, known, from: source, at: place)
    }
    // What may fail is left out only where it has been computed: what it would give does not do.
    if let source = result.mayFail ? slot(computed: value) : slot(holding: value) {
      return give(i.a, value, from: source, at: place)
    }
    code[place].b = operand(i.b)
    if isBinary { code[place].c = operand(i.c) }
    if !result.mayFail && i.opcode.mayFail { code[place].d = -1 }
    assign(i.a, value)
    state.narrow(value, to: result.interval, table)
  }

  /// The value that the result is, where that is one known already.
  private mutating func known(
    _ opcode: Opcode, _ b: Int32, _ c: Int32, _ result: Interval
  ) -> Int32? {
    if let single = result.single { return table.constant(single) }
    let (first, second) = (interval(b), interval(c))
    switch opcode {
    case .add: return first.single == 0 ? c : second.single == 0 ? b : nil
    case .subtract: return b == c ? table.constant(0) : second.single == 0 ? b : nil
    case .multiply: return first.single == 1 ? c : second.single == 1 ? b : nil
    case .minimum:
      return b == c || first.high <= second.low ? b : first.low >= second.high ? c : nil
    case .maximum:
      return b == c || first.low >= second.high ? b : first.high <= second.low ? c : nil
    case .equal, .lessOrEqual: return b == c ? table.constant(1) : nil
    case .notEqual, .less: return b == c ? table.constant(0) : nil
    case .and, .or:
      // The one that does not decide leaves it to the other, if that is 0 or 1.
      let neutral = opcode == .and
      if first.truthValue == neutral && Interval.truth.contains(second) { return c }
      if second.truthValue == neutral && Interval.truth.contains(first) { return b }
      return b == c && Interval.truth.contains(first) ? b : nil
    case .bitAnd, .bitOr: return b == c ? b : nil
    default: return nil
    }
  }

  private mutating func checkRange(_ i: Instruction, at place: Int) {
    let (value, first, last) = (value(i.a), value(i.b), value(i.c))
    let (known, low, high) = (interval(value), interval(first), interval(last))
    if low.high <= known.low && known.high <= high.low { return drop(place) }
    code[place].a = operand(i.a)
    code[place].b = operand(i.b)
    code[place].c = operand(i.c)
    if low.low <= high.high {
      state.narrow(value, to: Interval(low.low, high.high), table)
    }
  }

  private mutating func compareBlocks(_ i: Instruction, at place: Int) {
    let first = block(i.b, i.d)
    let second = block(i.c, i.d)
    let value: Int32
    if first == second {
      value = table.constant(i.opcode == .equalBlock ? 1 : 0)
    } else {
      value = table.number(.of(i.opcode, first, second)) { _ in .truth }
    }
    if let source = slot(holding: value) { return give(i.a, value, from: source, at: place) }
    assign(i.a, value)
  }

  /// The value that slots side by side are together.
  private mutating func block(_ first: Int32, _ count: Int32) -> Int32 {
    var whole = table.constant(0)
    for slot in first..<first + count {
      let part = value(slot)
      whole = table.number(ValueKey(kind: .pair, a: whole, b: part)) { _ in .all }
    }
    return whole
  }

  private mutating func choose(_ i: Instruction, at place: Int) {
    let bound = value(i.b)
    let high = interval(bound).high
    code[place].b = operand(i.b)
    state.narrow(bound, to: Interval(1, .max), table)
    assign(i.a, table.unknown(Interval(0, max(high - (high > 0 ? 1 : 0), 0))))
  }
}

extension ValueKey {
  /// Of operations that take their operands in either order, the lower number comes first.
  static func of(_ opcode: Opcode, _ b: Int32, _ c: Int32) -> ValueKey {
    let isSwapped = opcode.isCommutative && b > c
    return ValueKey(
      kind: .operation, opcode: opcode, a: isSwapped ? c : b, b: isSwapped ? b : c)
  }
}

extension Opcode {
  fileprivate var isCommutative: Bool {
    switch self {
    case .add, .multiply, .minimum, .maximum, .equal, .notEqual, .and, .or, .bitAnd, .bitOr,
      .equalBlock:
      true
    default: false
    }
  }

  /// Whether it is arithmetic with a site.
  var mayFail: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .remainder, .negate: true
    default: false
    }
  }
}
