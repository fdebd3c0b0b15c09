import Engine
import SpecCompiler
import SpecLanguage

/// The states and steps of a spec as its claims can see them: which steps a state has, by action,
/// arguments and the state after it, with what a transition answers to the environment of an open
/// component.
struct StepGraph: Sendable {
  private let compiled: CompiledSpec
  private let runner: ProgramRunner
  /// Checks that keep a state from being expanded.
  private let constraints: [Int]
  /// The fields that hold answers: no part of a state, but of the step that leads to it.
  private let answerMasks: [UInt64]

  /// What a step is called and where it leads.
  private struct Step: Hashable {
    var action: GroundActionInformation.Origin?
    /// Where the action says what they are; otherwise the first choices do.
    var fixedArguments: [Value]?
    var choices: [Int64]
    /// The state with the answer; empty for a failure.
    var words: [UInt64]
    /// The rule that it breaks.
    var failure: String?

    func isLabeled(like other: Step) -> Bool {
      action == other.action && fixedArguments == other.fixedArguments && choices == other.choices
    }
  }

  /// Nil when the spec has more states than fit once the answers are added to them.
  init?(_ spec: TypedSpec) {
    guard let plain = compile(spec).program,
      let compiled = compile(spec.keepingAnswers).program?.optimized()
    else { return nil }
    self.compiled = compiled
    runner = ProgramRunner(compiled.program)
    constraints = compiled.checks.indices.filter {
      if case .constraint = compiled.checks[$0].origin { true } else { false }
    }
    let layout = compiled.program.layout
    var masks = [UInt64](repeating: 0, count: layout.wordCount)
    for index in layout.fields.indices.dropFirst(plain.program.layout.fields.count) {
      let (place, width) = (layout.places[index], layout.fields[index].width)
      if width == 0 { continue }
      let bits = width == 64 ? UInt64.max : (1 << UInt64(width)) - 1
      masks[place.word] |= bits << UInt64(place.shift)
    }
    answerMasks = masks
  }

  /// What a comparison of two graphs came to.
  enum Comparison: Sendable, Hashable {
    case same
    /// A nearest difference, one sentence: `after 2 steps send(client1) leads elsewhere`.
    case different(String)
    /// A limit was reached, or it was asked to end, before a difference was found.
    case open
  }

  /// Looks for a nearest state that both reach, and from which one has a step that the other lacks.
  ///
  /// States are compared as they are packed, whole; nothing is hashed away. How many choices lead
  /// to the same step makes no difference.
  ///
  /// - Parameter other: what was made of this one; the sentence is about it.
  /// - Complexity: O(states + transitions) of the graphs until the first difference.
  func compare(
    with other: StepGraph, statesMax: Int, shouldStop: () -> Bool
  ) -> Comparison {
    guard compiled.program.layout.fields == other.compiled.program.layout.fields,
      answerMasks == other.answerMasks
    else { return .different("its states are packed otherwise") }
    let initial = runner.initialStates()
    let others = other.runner.initialStates()
    guard areSame(initial, others, other) else {
      return .different("its initial states are others")
    }
    var seen: Set<[UInt64]> = []
    var level = states(of: initial).filter { seen.insert($0).inserted }
    var depth = 0
    while !level.isEmpty {
      var next: [[UInt64]] = []
      for words in level {
        if shouldStop() || seen.count > statesMax { return .open }
        let isExpanded = meetsConstraints(words)
        guard isExpanded == other.meetsConstraints(words) else {
          return .different("\(Self.moment(depth)) the constraint says otherwise")
        }
        if !isExpanded { continue }
        let steps = runner.successors(of: words)
        let others = other.runner.successors(of: words)
        guard areSame(steps, others, other) else {
          let difference = difference(steps, others, other, from: words)
          return .different("\(Self.moment(depth)) \(difference)")
        }
        next += states(of: steps).filter { seen.insert($0).inserted }
      }
      level = next
      depth += 1
    }
    return .same
  }

  private static func moment(_ depth: Int) -> String {
    depth == 0 ? "at once" : "after \(counted(depth, "step"))"
  }

  private func meetsConstraints(_ words: [UInt64]) -> Bool {
    constraints.allSatisfy { runner.evaluate(check: $0, in: words) == .value(1) }
  }

  /// The states after the steps, without answers.
  private func states(of steps: [RunOutcome]) -> [[UInt64]] {
    steps.compactMap { step in
      guard case .state(let words, _) = step.result else { return nil }
      return withoutAnswers(words)
    }
  }

  private func areSame(_ a: [RunOutcome], _ b: [RunOutcome], _ other: StepGraph) -> Bool {
    if a.count == b.count, zip(a, b).allSatisfy({ isPlainlySame($0, $1, other) }) { return true }
    return Set(a.map(step)) == Set(b.map(other.step))
  }

  /// The quick answer for what is mostly the case; false when it takes a closer look.
  private func isPlainlySame(_ a: RunOutcome, _ b: RunOutcome, _ other: StepGraph) -> Bool {
    guard a.action == b.action, a.choices == b.choices, case .state(let x, _) = a.result,
      case .state(let y, _) = b.result, x == y
    else { return false }
    guard let index = a.action else { return true }
    return compiled.actions[index].origin == other.compiled.actions[index].origin
      && compiled.actions[index].fixedArguments == other.compiled.actions[index].fixedArguments
  }

  private func step(_ outcome: RunOutcome) -> Step {
    var step = Step(choices: [], words: [])
    if let index = outcome.action {
      let information = compiled.actions[index]
      step.action = information.origin
      step.fixedArguments = information.fixedArguments
      if step.fixedArguments == nil, case .action(let id) = information.origin {
        step.choices = Array(
          outcome.choices.prefix(compiled.spec.actions[id.index].parameterCount))
      }
    }
    switch outcome.result {
    case .state(let words, _): step.words = words
    case .failure(let site):
      step.failure = compiled.violation(ofSite: site).map { "\($0.kind) \($0.name)" } ?? ""
    }
    return step
  }

  // MARK: Sentences

  /// What the other has, or lacks, from one state.
  private func difference(
    _ steps: [RunOutcome], _ others: [RunOutcome], _ other: StepGraph, from words: [UInt64]
  ) -> String {
    let (mine, theirs) = (steps.map(step), others.map(other.step))
    if let extra = theirs.indices.first(where: { !mine.contains(theirs[$0]) }) {
      let name = other.name(of: others[extra])
      let known = mine.first { $0.isLabeled(like: theirs[extra]) }
      if let rule = theirs[extra].failure { return "\(name) breaks \(rule)" }
      guard let known else {
        let isIdle = withoutAnswers(theirs[extra].words) == words
        return "\(name) is possible" + (isIdle ? ", and changes nothing" : "")
      }
      let isAnswer = withoutAnswers(known.words) == withoutAnswers(theirs[extra].words)
      return "\(name) \(isAnswer ? "answers otherwise" : "leads elsewhere")"
    }
    let lost = mine.indices.first { !theirs.contains(mine[$0]) }
    return lost.map { "\(name(of: steps[$0])) is not possible" } ?? "steps are the same"
  }

  private func withoutAnswers(_ words: [UInt64]) -> [UInt64] {
    zip(words, answerMasks).map { $0 & ~$1 }
  }

  /// `send(client1)`
  private func name(of outcome: RunOutcome) -> String {
    guard let index = outcome.action, case .action(let id) = compiled.actions[index].origin else {
      return "tick()"
    }
    let action = compiled.spec.actions[id.index]
    let values = compiled.arguments(action: index, choices: outcome.choices)
    let types = action.code.locals.prefix(action.parameterCount).map(\.type)
    let name = compiled.spec.name(action.name, keys: values, types: types)
    let printed = zip(values, types).dropFirst(action.keyCount).map {
      compiled.spec.describe($0, as: $1)
    }
    return "\(name)(\(printed.joined(separator: ", ")))"
  }
}
