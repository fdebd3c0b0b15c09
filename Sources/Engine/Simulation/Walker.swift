/// Takes random walks, one after the other, and remembers what they came across.
///
/// In each state every check is evaluated and every step is looked at; one of the steps is taken,
/// each with the same chance, steps that lead back to the state and several that lead to the same
/// one included.
struct Walker: ~Copyable {
  /// How a walk ended.
  enum End {
    /// It had its number of steps.
    case limit
    /// In a state without a step.
    case dead
    /// In a state outside a constraint.
    case outside
    /// Because there was no time for more.
    case stopped
  }

  /// A step that a walk has taken.
  struct Step: Hashable {
    var action: Int
    var choices: [Int64]
  }

  private var sampler: StepSampler
  private let linked: LinkedProgram
  private let start: WalkStart
  private let seed: UInt64
  private let depthMax: Int
  private let roles: [StateCheck.Role]
  private(set) var tally: WalkTally
  /// By position: steps taken, and whether one was offered.
  private var taken: [Int]
  private var offered: [Bool]
  private(set) var steps = 0
  /// The number of the walk under way, and its steps so far.
  private var walk = 0
  private(set) var depth = 0
  /// Asked every so many steps.
  private let shouldStop: (_ steps: Int) -> Bool
  private var stepsUntilLook = Self.stepsBetweenLooks
  /// The initial state and the steps of the walk under way; nil when nobody wants them.
  private(set) var record: (initial: Int, steps: [Step])?

  /// A fraction of a millisecond.
  private static let stepsBetweenLooks = 256

  /// - Parameter shouldStop: asked every 256 steps, and told how many there were since.
  init(
    _ linked: LinkedProgram, start: WalkStart, seed: UInt64, depthMax: Int,
    shouldStop: @escaping (_ steps: Int) -> Bool
  ) {
    self.linked = linked
    self.start = start
    self.seed = seed
    self.depthMax = depthMax
    self.shouldStop = shouldStop
    sampler = StepSampler(linked)
    roles = linked.program.checks.map(\.role)
    tally = WalkTally(linked.program)
    taken = Array(repeating: 0, count: linked.positionCount)
    offered = Array(repeating: false, count: linked.positionCount)
  }

  /// Takes a walk; there must be an initial state.
  mutating func take(_ walk: Int) -> End {
    var random = WalkRandom(seed: seed, walk: walk)
    self.walk = walk
    depth = 0
    let initial = random.next(below: start.choices)
    if record != nil { record = (initial, []) }
    sampler.enter(initial, of: start.words)
    while true {
      if !checkState() { return .outside }
      if depth >= depthMax { return .limit }
      guard let isTaken = takeStep(&random) else { return .stopped }
      if !isTaken { return .dead }
    }
  }

  /// Takes a walk again and writes down its initial state and its steps.
  mutating func takeRecording(_ walk: Int) -> (initial: Int, steps: [Step]) {
    record = (0, [])
    _ = take(walk)
    defer { record = nil }
    guard let record else { preconditionFailure("a recorded walk has no record") }
    return record
  }

  /// Evaluates the checks of the state.
  ///
  /// - Returns: false where a constraint does not hold.
  @inline(__always)
  private mutating func checkState() -> Bool {
    var isInside = true
    for position in linked.stateChecks {
      let check = linked.numbers[position]
      switch sampler.evaluate(at: position) {
      case .value(let value):
        switch roles[check] {
        case .invariant: if value == 0 { tally.noteCheck(check, depth: depth, walk: walk) }
        case .reachable: if value != 0 { tally.noteCheck(check, depth: depth, walk: walk) }
        case .measure: tally.noteMeasure(check, value)
        case .constraint: if value == 0 { isInside = false }
        case .proposition: break
        case .terminal, .stepProposition:
          preconditionFailure("no check of every state")
        }
      case .failure(let site):
        tally.noteFailure(site: site, ofCheck: check, depth: depth, walk: walk)
        // What cannot be evaluated does not hold.
        if roles[check] == .constraint { isInside = false }
      }
    }
    return isInside
  }

  /// Looks at all steps of the state and takes one.
  ///
  /// - Returns: whether there was one; nil when there is no time for more.
  @inline(__always)
  private mutating func takeStep(_ random: inout WalkRandom) -> Bool? {
    sampler.startSteps()
    var count = 0
    while true {
      switch sampler.nextStep() {
      case .step:
        count += 1
        offered[sampler.position] = true
        noteViolatedSites()
        // The n-th step takes the place of the one kept with the chance of 1 in n.
        if count == 1 || random.next(below: count) == 0 {
          sampler.keep(withChoices: record != nil)
        }
      case .failure:
        tally.noteFailure(site: sampler.failedSite, depth: depth, walk: walk)
      case .paused:
        if look() { return nil }
      case .done:
        if count == 0 {
          noteDeadlock()
          return false
        }
        return go() ? true : nil
      }
    }
  }

  @inline(__always)
  private mutating func noteViolatedSites() {
    for site in sampler.violatedSites {
      tally.noteStep(site: Int(site), depth: depth, walk: walk)
    }
  }

  /// Takes the step that was kept.
  ///
  /// - Returns: false when there is no time for more.
  @inline(__always)
  private mutating func go() -> Bool {
    taken[sampler.keptPosition] += 1
    if record != nil {
      let action = linked.numbers[sampler.keptPosition]
      record?.steps.append(Step(action: action, choices: sampler.keptChoices))
    }
    sampler.enterKept()
    depth += 1
    steps += 1
    stepsUntilLook -= 1
    return stepsUntilLook > 0 || !look()
  }

  @inline(never)
  private mutating func look() -> Bool {
    let since = Self.stepsBetweenLooks - stepsUntilLook
    stepsUntilLook = Self.stepsBetweenLooks
    return shouldStop(since)
  }

  /// A state without a step is a deadlock unless a run failed there or a terminal check holds.
  private mutating func noteDeadlock() {
    if sampler.hasStep { return }
    var isTerminal = false
    for position in linked.terminals {
      switch sampler.evaluate(at: position) {
      case .value(let value): if value != 0 { isTerminal = true }
      case .failure(let site):
        let check = linked.numbers[position]
        tally.noteFailure(site: site, ofCheck: check, depth: depth, walk: walk)
      }
    }
    if !isTerminal { tally.noteDeadlock(depth: depth, walk: walk) }
  }

  /// Adds what is known of actions, branches and cases.
  func addCoverage(to simulation: inout Simulation) {
    for (action, position) in linked.positionOfAction.enumerated() {
      simulation.taken[action] += taken[position]
      if offered[position] { simulation.offered[action] = true }
    }
    sampler.addBranches(to: &simulation.branchesTaken)
    for (enumeration, cases) in sampler.cases().enumerated() {
      simulation.casesSeen[enumeration].formUnion(cases)
    }
  }
}
