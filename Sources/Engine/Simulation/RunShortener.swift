/// Makes a run that finds something shorter, by what it can do without.
///
/// Steps are left out, first halves of the run, then ever smaller pieces, until no single step can
/// be (A. Zeller, R. Hildebrandt, "Simplifying and isolating failure-inducing input", 2002; steps
/// that are no longer possible without those left out are left out as well). Circles are cut, and
/// where a step leads from one state of the run to a later one, or to the end, what lies between
/// is left out. The result need not be the shortest of all, but cannot be shortened so any more.
struct RunShortener: ~Copyable {
  private var replayer: RunReplayer
  private let start: WalkStart
  private let target: WalkFinding.Kind
  private let runner: ProgramRunner

  /// Runs of actions after which it is good enough: about a second.
  private static let effortMax = 4_000_000

  init(_ linked: LinkedProgram, start: WalkStart, target: WalkFinding.Kind) {
    replayer = RunReplayer(linked, target: target)
    self.start = start
    self.target = target
    runner = ProgramRunner(linked.program)
  }

  private var isTired: Bool { replayer.effort > Self.effortMax }

  /// - Returns: nil when the steps do not find the thing, which is our own mistake.
  mutating func shortened(_ steps: [Walker.Step], from initial: Int) -> RunReplayer.Run? {
    guard var run = replayer.replay(steps, from: start.state(initial)) else { return nil }
    var length = Int.max
    while run.length < length && !isTired {
      length = run.length
      cutCircles(&run)
      dropPieces(&run)
      takeShortcuts(&run)
      changeStart(&run)
    }
    return run
  }

  private mutating func adopt(_ steps: [Walker.Step], in run: inout RunReplayer.Run) -> Bool {
    guard let candidate = replayer.replay(steps, from: run.states[0]),
      candidate.length < run.length
    else { return false }
    run = candidate
    return true
  }

  /// Where a state comes again, goes on from its last time.
  private mutating func cutCircles(_ run: inout RunReplayer.Run) {
    // A step that breaks a step property may close a circle itself, and has to stay.
    let states = target.isOfAStep ? run.states.prefix(run.steps.count) : run.states[...]
    var last: [[UInt64]: Int] = [:]
    for (index, state) in states.enumerated() { last[state] = index }
    var steps: [Walker.Step] = []
    var index = 0
    while index < run.steps.count {
      index = last[run.states[index]] ?? index
      guard index < run.steps.count else { break }
      steps.append(run.steps[index])
      index += 1
    }
    _ = adopt(steps, in: &run)
  }

  private mutating func dropPieces(_ run: inout RunReplayer.Run) {
    var size = max(run.length / 2, 1)
    while !isTired {
      var hasDropped = false
      var from = 0
      while from < run.length && !isTired {
        var steps = run.steps
        steps.removeSubrange(from..<min(from + size, steps.count))
        if adopt(steps, in: &run) { hasDropped = true } else { from += size }
      }
      if size > 1 { size = (size + 1) / 2 } else if !hasDropped { return }
    }
  }

  /// From each state on, as far ahead as one step leads.
  private mutating func takeShortcuts(_ run: inout RunReplayer.Run) {
    var index = 0
    while index + 2 <= run.length && !isTired {
      if let steps = shortcut(from: index, in: run) { _ = adopt(steps, in: &run) }
      index += 1
    }
  }

  private mutating func shortcut(
    from index: Int, in run: RunReplayer.Run
  ) -> [Walker.Step]? {
    var places: [[UInt64]: Int] = [:]
    for place in (index + 2)..<max(run.states.count, index + 2) {
      places[run.states[place]] = place
    }
    var best: (place: Int, step: Walker.Step)?
    for outcome in runner.successors(of: run.states[index]) {
      guard let action = outcome.action else { continue }
      let step = Walker.Step(action: action, choices: outcome.choices)
      switch outcome.result {
      case .failure(let site):
        if target == .actionFailed(site: site) { return run.steps[..<index] + [step] }
      case .state(let words, let violated):
        if case .step(let site) = target, violated.contains(site) {
          return run.steps[..<index] + [step]
        }
        if let place = places[words], place > best?.place ?? 0 { best = (place, step) }
        if replayer.isFound(in: words) { return run.steps[..<index] + [step] }
      }
    }
    return best.map { run.steps[..<index] + [$0.step] + run.steps[$0.place...] }
  }

  /// Other initial states that are tried.
  private static let startsMax = 1000

  private mutating func changeStart(_ run: inout RunReplayer.Run) {
    for index in 0..<min(start.choices, Self.startsMax) where !isTired {
      guard let candidate = replayer.replay(run.steps, from: start.state(index)) else { continue }
      if candidate.length < run.length { run = candidate }
    }
  }
}

extension Simulator {
  /// What a walk came across, with a short way to it, and how long the walk's own was.
  ///
  /// The walk is taken again for it, so the finding must be one of the simulation, and that must be
  /// this simulator's.
  package func shortened(
    _ finding: WalkFinding, of simulation: Simulation
  ) -> (finding: Finding, stepsBefore: Int) {
    if case .initializationFailed(let site, let choices) = finding.kind {
      let kind = Finding.Kind.actionFailed(site: site, action: nil, choices: choices)
      return (Finding(kind: kind, path: []), 0)
    }
    let start = simulation.start
    // One step more than the way to the state: what a step or a failure does there is found by
    // trying all of them.
    var walker = Walker(linked, start: start, seed: settings.seed, depthMax: finding.depth) { _ in
      false
    }
    var (initial, steps) = walker.takeRecording(finding.walk)
    if finding.kind.isOfAStep {
      steps.append(lastStep(of: finding.kind, after: steps, from: start.state(initial)))
    }
    var shortener = RunShortener(linked, start: start, target: finding.kind)
    guard let run = shortener.shortened(steps, from: initial) else {
      preconditionFailure("walk \(finding.walk) does not find \(finding.kind) again")
    }
    return (Finding(finding.kind, run), steps.count)
  }

  /// The step that breaks the rule or the step property in the last state of a walk.
  private func lastStep(
    of kind: WalkFinding.Kind, after steps: [Walker.Step], from initial: [UInt64]
  ) -> Walker.Step {
    let runner = ProgramRunner(linked.program)
    var state = initial
    for step in steps {
      let outcome = runner.successors(of: state).first {
        $0.action == step.action && $0.choices == step.choices
      }
      guard case .state(let next, _) = outcome?.result else {
        preconditionFailure("a walk cannot be taken again")
      }
      state = next
    }
    let last = runner.successors(of: state).first { outcome in
      switch outcome.result {
      case .failure(let site): kind == .actionFailed(site: site)
      case .state(_, let violated): violated.contains { kind == .step(site: $0) }
      }
    }
    guard let last, let action = last.action else {
      preconditionFailure("a walk does not end as it did before")
    }
    return Walker.Step(action: action, choices: last.choices)
  }
}

extension WalkFinding.Kind {
  /// Whether a step shows it, and not a state.
  fileprivate var isOfAStep: Bool {
    switch self {
    case .actionFailed, .step: true
    case .check, .checkFailed, .deadlock, .initializationFailed: false
    }
  }
}

extension Finding {
  fileprivate init(_ kind: WalkFinding.Kind, _ run: RunReplayer.Run) {
    var path = [EngineStep(action: nil, choices: [], state: run.states[0])]
    for (step, state) in zip(run.steps, run.states.dropFirst()) {
      path.append(EngineStep(action: step.action, choices: step.choices, state: state))
    }
    switch kind {
    case .check(let check): self.init(kind: .check(check), path: path)
    case .checkFailed(let check, let site):
      self.init(kind: .checkFailed(check, site: site), path: path)
    case .step(let site): self.init(kind: .step(site: site), path: path)
    case .deadlock: self.init(kind: .deadlock, path: path)
    case .actionFailed(let site):
      guard let last = run.steps.last, run.endsWithFailure else {
        preconditionFailure("a run to a failure does not fail")
      }
      self.init(
        kind: .actionFailed(site: site, action: last.action, choices: last.choices), path: path)
    case .initializationFailed(let site, let choices):
      self.init(kind: .actionFailed(site: site, action: nil, choices: choices), path: [])
    }
  }
}
