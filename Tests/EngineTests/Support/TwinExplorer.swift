import Engine

/// Breadth-first search in the plainest form: a dictionary, arrays, every step kept.
struct TwinExplorer {
  struct Step {
    var source: [UInt64]
    var outcome: RunOutcome
    var target: [UInt64]
  }

  private var machine: TwinMachine
  private let program: Program
  private var levelOf: [[UInt64]: Int] = [:]
  private var levels: [[[UInt64]]] = []
  /// All steps into a state from the level before it.
  private var arrivals: [[UInt64]: [Step]] = [:]
  /// The best so far of each kind, by a key in which the details are left out.
  private var best: [Finding.Kind: (rank: [[UInt64]], finding: Finding)] = [:]
  private var measured: [Int: [(value: Int64, state: [UInt64])]] = [:]

  var transitions = 0
  var fired: [Int]
  var constrained = 0

  init(_ program: Program) {
    self.program = program
    machine = TwinMachine(program)
    fired = Array(repeating: 0, count: program.actions.count)
  }

  var states: Int { levelOf.count }
  var depth: Int { max(levels.count - 1, 0) }
  var branchesTaken: [Bool] {
    (0..<program.branchCount).map { machine.interpreter.branches.contains($0) }
  }

  mutating func explore() {
    var next: [[UInt64]] = []
    for outcome in machine.initialStates() {
      switch outcome.result {
      case .state(let words, _):
        if levelOf.updateValue(0, forKey: words) == nil { next.append(words) }
      case .failure(let site):
        let kind = Finding.Kind.actionFailed(site: site, action: nil, choices: outcome.choices)
        note(
          kind, key: .actionFailed(site: site, action: nil, choices: []), rank: [[], []], path: [])
      }
    }
    while !next.isEmpty {
      let level = levels.count
      levels.append(next)
      let expandable = next.filter { check($0, level: level) }
      next = []
      for state in expandable { next += expand(state, level: level) }
    }
  }

  /// - Returns: whether the state is to be expanded.
  private mutating func check(_ state: [UInt64], level: Int) -> Bool {
    var isWithin = true
    for (index, check) in program.checks.enumerated()
    where check.role != .terminal && check.role != .stepProposition {
      switch machine.evaluate(check: index, in: state) {
      case .failure(let site):
        note(.checkFailed(index, site: site), at: state, level: level)
        if check.role == .constraint { isWithin = false }
      case .value(let value):
        switch check.role {
        case .invariant: if value == 0 { note(.check(index), at: state, level: level) }
        case .reachable: if value != 0 { note(.check(index), at: state, level: level) }
        case .measure: measured[index, default: []].append((value, state))
        case .constraint: if value == 0 { isWithin = false }
        case .terminal, .proposition, .stepProposition: break
        }
      }
    }
    if !isWithin { constrained += 1 }
    return isWithin
  }

  private mutating func expand(_ state: [UInt64], level: Int) -> [[UInt64]] {
    var new: [[UInt64]] = []
    let outcomes = machine.successors(of: state)
    for outcome in outcomes {
      switch outcome.result {
      case .failure(let site):
        let kind = Finding.Kind.actionFailed(
          site: site, action: outcome.action, choices: outcome.choices)
        note(
          kind, key: .actionFailed(site: site, action: nil, choices: []), at: state, level: level,
          tail: rank(of: outcome))
      case .state(let target, let violated):
        transitions += 1
        fired[outcome.action!] += 1
        let step = Step(source: state, outcome: outcome, target: target)
        for site in violated { note(step, breaks: site, level: level) }
        if levelOf[target] == nil {
          levelOf[target] = level + 1
          new.append(target)
        }
        if levelOf[target] == level + 1 { arrivals[target, default: []].append(step) }
      }
    }
    if outcomes.isEmpty { checkDeadlock(state, level: level) }
    return new
  }

  private mutating func checkDeadlock(_ state: [UInt64], level: Int) {
    var isTerminal = false
    for (index, check) in program.checks.enumerated() where check.role == .terminal {
      switch machine.evaluate(check: index, in: state) {
      case .failure(let site): note(.checkFailed(index, site: site), at: state, level: level)
      case .value(let value): if value != 0 { isTerminal = true }
      }
    }
    if !isTerminal { note(.deadlock, at: state, level: level) }
  }

  // MARK: The best of each kind

  /// Actions and choices as words, for comparing.
  private func rank(of outcome: RunOutcome) -> [[UInt64]] {
    [[UInt64(outcome.action!)], outcome.choices.map { UInt64($0) }]
  }

  private mutating func note(
    _ kind: Finding.Kind, key: Finding.Kind? = nil, at state: [UInt64], level: Int,
    tail: [[UInt64]] = []
  ) {
    note(
      kind, key: key ?? kind, rank: [[UInt64(level) + 1], state] + tail,
      path: [EngineStep(action: nil, choices: [], state: state)])
  }

  private mutating func note(_ step: Step, breaks site: Int, level: Int) {
    let rank = [[UInt64(level) + 1], step.target, step.source] + rank(of: step.outcome)
    note(
      .step(site: site), key: .step(site: site), rank: rank,
      path: [EngineStep(action: nil, choices: [], state: step.source), engineStep(step)])
  }

  /// The path begins with a state whose own path is built when the search is over.
  private mutating func note(
    _ kind: Finding.Kind, key: Finding.Kind, rank: [[UInt64]], path: [EngineStep]
  ) {
    if let known = best[key], !precedes(rank, known.rank) { return }
    best[key] = (rank, Finding(kind: kind, path: path))
  }

  private func precedes(_ a: [[UInt64]], _ b: [[UInt64]]) -> Bool {
    for (a, b) in zip(a, b) where a != b { return a.lexicographicallyPrecedes(b) }
    return false
  }

  private func engineStep(_ step: Step) -> EngineStep {
    EngineStep(action: step.outcome.action, choices: step.outcome.choices, state: step.target)
  }

  // MARK: Results

  /// A shortest path: from its end, always the predecessor with the smallest words, then the
  /// smallest action and choices.
  private func path(to state: [UInt64]) -> [EngineStep] {
    var reversed: [EngineStep] = []
    var head = state
    while levelOf[head] != 0 {
      let step = arrivals[head]!.min {
        precedes([$0.source] + rank(of: $0.outcome), [$1.source] + rank(of: $1.outcome))
      }!
      reversed.append(engineStep(step))
      head = step.source
    }
    return [EngineStep(action: nil, choices: [], state: head)] + reversed.reversed()
  }

  /// By the description of its kind, so that the order of findings does not matter.
  var findings: [String: [EngineStep]] {
    Dictionary(
      uniqueKeysWithValues: best.values.map { _, finding in
        let start = finding.path.first.map { path(to: $0.state) } ?? []
        return ("\(finding.kind)", start + finding.path.dropFirst())
      })
  }

  var measures: [MeasuredExtremes?] {
    program.checks.indices.map { index in
      guard let values = measured[index] else { return nil }
      func path(where value: Int64) -> [EngineStep] {
        let states = values.filter { $0.value == value }.map(\.state)
        return self.path(
          to: states.min {
            precedes([[UInt64(levelOf[$0]!)], $0], [[UInt64(levelOf[$1]!)], $1])
          }!)
      }
      let least = values.map(\.value).min()!
      let greatest = values.map(\.value).max()!
      return MeasuredExtremes(
        least: least, greatest: greatest, leastPath: path(where: least),
        greatestPath: path(where: greatest))
    }
  }

  var casesSeen: [Set<Int>] {
    var seen = [Set<Int>](repeating: [], count: program.enumerationCount)
    for state in levelOf.keys {
      for (field, value) in zip(program.layout.fields, machine.unpack(state)) {
        if let enumeration = field.enumeration { seen[enumeration].insert(Int(value)) }
      }
    }
    return seen
  }
}
