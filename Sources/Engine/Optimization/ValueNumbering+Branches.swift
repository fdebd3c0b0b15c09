/// What a jump depends on, of values.
struct BranchCondition {
  enum Kind {
    /// Whether `a` is not 0.
    case truth
    /// Whether `a = b`, `a < b`.
    case equal, less
  }

  var kind: Kind
  var a: Int32
  var b: Int32 = 0
  /// The jump is taken where it is not so.
  var isNegated = false

  init(kind: Kind, a: Int32, b: Int32 = 0, isNegated: Bool = false) {
    self.kind = kind
    self.a = a
    self.b = b
    self.isNegated = isNegated
  }

  /// That of a jump which compares these values.
  init(_ i: Instruction, _ a: Int32, _ b: Int32) {
    switch i.opcode {
    case .jumpIf: self.init(kind: .truth, a: a)
    case .jumpUnless: self.init(kind: .truth, a: a, isNegated: true)
    case .jumpIfEqual: self.init(kind: .equal, a: a, b: b)
    case .jumpIfNotEqual: self.init(kind: .equal, a: a, b: b, isNegated: true)
    case .jumpIfLess: self.init(kind: .less, a: a, b: b)
    default: self.init(kind: .less, a: a, b: b, isNegated: true)
    }
  }
}

extension Instruction {
  fileprivate var comparesTwo: Bool {
    switch opcode {
    case .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfNotLess: true
    default: false
    }
  }
}

extension ValueNumbering {
  mutating func branch(_ i: Instruction, at place: Int) {
    let written = condition(of: i)
    let condition = simplified(written)
    var target = i.target ?? place
    var taken = state
    let decision = decided(condition, state)
    // Where the run ends nothing need be known.
    let isLeaving = decision == nil && program.code[target].isEndOfRun
    let canBeTaken =
      isLeaving
      || decision != false
        && narrow(&taken, condition, isTrue: !condition.isNegated, depth: 0)
    var passed = state
    let canBePassed =
      decision != true
      && narrow(&passed, condition, isTrue: condition.isNegated, depth: 0)
    // Where neither seems possible nothing was to be known here, and all stays as it is.
    let isUnknown = !canBeTaken && !canBePassed
    if canBeTaken || isUnknown {
      target = lead(to: target, from: place, knowing: isUnknown ? state : taken)
    }
    switch (canBeTaken, canBePassed) {
    case (true, false): code[place] = Instruction(.jump, Int32(target))
    case (false, true): drop(place)
    default: write(condition, i, to: target, at: place)
    }
    if canBePassed { state = passed }
  }

  private mutating func condition(of i: Instruction) -> BranchCondition {
    let a = value(i.a)
    let b = i.comparesTwo ? value(i.b) : 0
    return BranchCondition(i, a, b)
  }

  /// Whether a jump is taken where this is known; nil when that is open.
  func isTaken(_ i: Instruction, knowing state: ValueState) -> Bool? {
    if i.opcode == .jump { return true }
    guard let a = known(i.a, state), let b = i.comparesTwo ? known(i.b, state) : 0 else {
      return nil
    }
    return decided(simplified(BranchCondition(i, a, b)), state)
  }

  /// The value that a slot has where this is known.
  private func known(_ slot: Int32, _ state: ValueState) -> Int32? {
    if let value = unchanging(slot) { return value }
    let value = state.values[cell(slot)]
    return value < 0 ? nil : value
  }

  /// Looks through a truth value to the comparison that it comes from.
  private func simplified(_ condition: BranchCondition) -> BranchCondition {
    var condition = condition
    while condition.kind == .truth {
      let key = table.keys[Int(condition.a)]
      guard key.kind == .operation else { break }
      switch key.opcode {
      case .not:
        condition.a = key.a
        condition.isNegated.toggle()
      case .equal, .notEqual:
        condition = BranchCondition(
          kind: .equal, a: key.a, b: key.b,
          isNegated: condition.isNegated != (key.opcode == .notEqual))
      case .less:
        condition = BranchCondition(
          kind: .less, a: key.a, b: key.b, isNegated: condition.isNegated)
      case .lessOrEqual:
        condition = BranchCondition(
          kind: .less, a: key.b, b: key.a, isNegated: !condition.isNegated)
      default: return condition
      }
    }
    return condition
  }

  /// Whether the jump is taken, when that is certain.
  private func decided(_ condition: BranchCondition, _ state: ValueState) -> Bool? {
    let (a, b) = (condition.a, condition.b)
    let truth: Bool? =
      switch condition.kind {
      case .truth: state.interval(a, table).truthValue
      case .equal:
        a == b ? true : state.interval(a, table).isEqual(to: state.interval(b, table))
      case .less:
        a == b ? false : state.interval(a, table).isLess(than: state.interval(b, table))
      }
    return truth.map { $0 != condition.isNegated }
  }

  /// Writes the jump in its simplest form, where the values that this compares are in slots.
  private mutating func write(
    _ condition: BranchCondition, _ i: Instruction, to target: Int, at place: Int
  ) {
    code[place].target = target
    let isTruth = condition.kind == .truth
    guard let a = slot(holding: condition.a),
      let b = isTruth ? a : slot(holding: condition.b)
    else {
      code[place].a = operand(i.a)
      if i.comparesTwo { code[place].b = operand(i.b) }
      return
    }
    let target = Int32(target)
    let isNegated = condition.isNegated
    switch condition.kind {
    case .truth: code[place] = Instruction(isNegated ? .jumpUnless : .jumpIf, a, target)
    case .equal:
      code[place] = Instruction(isNegated ? .jumpIfNotEqual : .jumpIfEqual, a, b, target)
    case .less: code[place] = Instruction(isNegated ? .jumpIfNotLess : .jumpIfLess, a, b, target)
    }
  }

  // MARK: What a condition says of values

  /// Conditions within conditions that are followed.
  private static let depthMax = 8

  /// - Returns: false where it cannot be so.
  private func narrow(
    _ state: inout ValueState, _ condition: BranchCondition, isTrue: Bool, depth: Int
  ) -> Bool {
    let (a, b) = (condition.a, condition.b)
    switch condition.kind {
    case .truth: return narrow(&state, truthOf: a, isTrue, depth)
    case .equal:
      let (first, second) = (state.interval(a, table), state.interval(b, table))
      if isTrue {
        return state.narrow(a, to: second, table) && state.narrow(b, to: first, table)
      }
      if let number = second.single {
        return state.narrow(a, to: first.without(number), table)
      }
      return first.single.map { state.narrow(b, to: second.without($0), table) } ?? true
    case .less:
      return isTrue ? narrow(&state, a, below: b) : narrow(&state, b, notAbove: a)
    }
  }

  private func narrow(_ state: inout ValueState, _ a: Int32, below b: Int32) -> Bool {
    let (low, high) = (state.interval(a, table).low, state.interval(b, table).high)
    guard low < .max, high > .min else { return false }
    return state.narrow(a, to: Interval(.min, high - 1), table)
      && state.narrow(b, to: Interval(low + 1, .max), table)
  }

  private func narrow(_ state: inout ValueState, _ a: Int32, notAbove b: Int32) -> Bool {
    let (low, high) = (state.interval(a, table).low, state.interval(b, table).high)
    return state.narrow(a, to: Interval(.min, high), table)
      && state.narrow(b, to: Interval(low, .max), table)
  }

  private func narrow(
    _ state: inout ValueState, truthOf value: Int32, _ isTrue: Bool, _ depth: Int
  ) -> Bool {
    let known = state.interval(value, table)
    guard state.narrow(value, to: isTrue ? known.without(0) : Interval(0), table) else {
      return false
    }
    let key = table.keys[Int(value)]
    guard key.kind == .operation, depth < Self.depthMax else { return true }
    switch key.opcode {
    case .not, .equal, .notEqual, .less, .lessOrEqual:
      let condition = simplified(BranchCondition(kind: .truth, a: value))
      return narrow(
        &state, condition, isTrue: isTrue != condition.isNegated, depth: depth + 1)
    case .and where isTrue, .or where !isTrue:
      return narrow(&state, truthOf: key.a, isTrue, depth + 1)
        && narrow(&state, truthOf: key.b, isTrue, depth + 1)
    default: return true
    }
  }
}
