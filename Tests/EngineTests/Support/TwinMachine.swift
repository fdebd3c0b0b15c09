import Engine

/// The rules of steps, urgency and time over `TwinInterpreter`, a state at a time.
struct TwinMachine {
  var interpreter: TwinInterpreter
  var program: Program { interpreter.program }

  init(_ program: Program) { interpreter = TwinInterpreter(program) }

  /// The values of the fields of a packed state.
  func unpack(_ words: [UInt64]) -> [Int64] {
    zip(program.layout.fields, program.layout.places).map { field, place in
      if field.width == 0 { return field.minimum }
      let bits = words[place.word] >> UInt64(place.shift)
      let mask = UInt64.max >> UInt64(64 - field.width)
      return Int64(bitPattern: bits & mask) &+ field.minimum
    }
  }

  func pack(_ values: ArraySlice<Int64>) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: program.layout.wordCount)
    for (index, value) in values.enumerated() {
      let place = program.layout.places[index]
      let bits = UInt64(bitPattern: value &- program.layout.fields[index].minimum)
      if bits != 0 { words[place.word] |= bits << UInt64(place.shift) }
    }
    return words
  }

  /// All runs from an entry, by their choices in ascending order.
  mutating func runs(entry: Int, action: Int?, from words: [UInt64]) -> [RunOutcome] {
    var outcomes: [RunOutcome] = []
    var choices: [Int64]? = []
    while let wanted = choices {
      let (end, bounds) = interpreter.run(from: entry, fields: unpack(words), choices: wanted)
      let taken = wanted + Array(repeating: 0, count: max(bounds.count - wanted.count, 0))
      switch end {
      case .disabled: break
      case .failed(let site):
        outcomes.append(
          RunOutcome(action: action, choices: taken, result: .failure(site: site)))
      case .completed(_, let violated):
        let state = pack(interpreter.frame[..<program.fieldCount])
        outcomes.append(
          RunOutcome(
            action: action, choices: taken, result: .state(state, violated: violated.sorted())))
      }
      let last = taken.indices.last { taken[$0] + 1 < bounds[$0] }
      choices = last.map { Array(taken[..<$0]) + [taken[$0] + 1] }
    }
    return outcomes
  }

  mutating func initialStates() -> [RunOutcome] {
    let zero = [UInt64](repeating: 0, count: program.layout.wordCount)
    return runs(entry: program.initialization, action: nil, from: zero)
  }

  mutating func successors(of words: [UInt64]) -> [RunOutcome] {
    var outcomes: [RunOutcome] = []
    var isUrgent = false
    for (index, action) in program.actions.enumerated()
    where action.role == .ordinary || action.role == .urgent {
      let own = runs(entry: action.entry, action: index, from: words)
      if action.role == .urgent && !own.isEmpty { isUrgent = true }
      outcomes += own
    }
    if isUrgent { return outcomes }
    for (index, action) in program.actions.enumerated() where action.role == .tick {
      outcomes += runs(entry: action.entry, action: index, from: words).filter { outcome in
        if case .state(words, _) = outcome.result { false } else { true }
      }
    }
    return outcomes
  }

  mutating func evaluate(check: Int, in words: [UInt64]) -> CheckOutcome {
    let entry = program.checks[check].entry
    switch interpreter.run(from: entry, fields: unpack(words), choices: []).end {
    case .completed(let result, _): return .value(result)
    case .failed(let site): return .failure(site: site)
    case .disabled: fatalError("a check was disabled")
    }
  }
}
