/// Evaluates all checks on states that are new, each once.
@safe struct StateChecker: ~Copyable {
  private var interpreter: Interpreter
  private let linked: LinkedProgram
  private let seenCases: SeenCases
  private let roles: [StateCheck.Role]
  /// By check index; only those of measures are used.
  private(set) var measures: [MeasureTracker?]

  init(_ linked: LinkedProgram) {
    self.linked = linked
    interpreter = Interpreter(linked)
    roles = linked.program.checks.map(\.role)
    measures = Array(repeating: nil, count: linked.program.checks.count)
    seenCases = SeenCases(linked)
  }

  var byteCount: Int { interpreter.byteCount + seenCases.byteCount }

  /// Of the cases seen, a bit for each value of each enumeration's field.
  var casesSeen: UnsafeMutablePointer<UInt64> { unsafe seenCases.bits }

  /// By branch: whether it was taken.
  var branches: UnsafeMutablePointer<Bool> { unsafe interpreter.branchesTaken }

  /// Whether there is anything to be done for a state.
  var hasChecks: Bool { !linked.stateChecks.isEmpty || !seenCases.isVacant }

  func addBranches(to branches: inout [Bool]) {
    let own = interpreter.branches()
    for index in branches.indices where own[index] { branches[index] = true }
  }

  /// Checks the states of a run, which are of one level.
  ///
  /// - Parameter outside: gets the numbers, within the run, of the states for which a constraint
  ///   does not hold, ascending.
  mutating func check(
    _ run: StateRun, level: Int, findings: inout FindingCollector, outside: inout [Int]
  ) {
    if !hasChecks { return }
    for index in 0..<run.count where check(run[index], level: level, findings: &findings) {
      outside.append(index)
    }
  }

  /// Checks one state.
  ///
  /// - Returns: whether a constraint does not hold.
  @inline(__always)
  mutating func check(
    _ state: StateWords, level: Int, findings: inout FindingCollector
  ) -> Bool {
    var isOutside = false
    unsafe interpreter.load(state.base)
    seenCases.note(interpreter)
    for position in linked.stateChecks {
      let check = linked.numbers[position]
      switch interpreter.evaluate(at: position) {
      case .value(let value):
        if roles[check] == .constraint {
          if value == 0 { isOutside = true }
        } else {
          note(value, of: check, at: state, level: level, findings: &findings)
        }
      case .failure(let site):
        findings.noteFailure(site: site, ofCheck: check, at: state, level: level)
        // What cannot be evaluated does not hold.
        if roles[check] == .constraint { isOutside = true }
      }
    }
    return isOutside
  }

  @inline(__always)
  private mutating func note(
    _ value: Int64, of check: Int, at state: StateWords, level: Int,
    findings: inout FindingCollector
  ) {
    switch roles[check] {
    case .invariant:
      if value == 0 { findings.noteCheck(check, at: state, level: level) }
    case .reachable:
      if value != 0 { findings.noteCheck(check, at: state, level: level) }
    case .measure:
      if measures[check] == nil {
        measures[check] = MeasureTracker(value: value, state: state, level: level)
      } else {
        measures[check]?.note(value, state: state, level: level)
      }
    case .proposition: break
    case .constraint, .terminal, .stepProposition:
      preconditionFailure("a check of another kind was noted")
    }
  }

  /// By enumeration: the cases seen.
  func cases() -> [Set<Int>] { seenCases.cases() }
}
