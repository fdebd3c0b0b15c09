import Engine
import SourceText
import SpecLanguage

/// What one temporal property has been turned into so far.
struct TemporalLowering {
  /// Where an expression stands, and what is bound there.
  struct Key: Hashable {
    var span: Span
    var bound: [Int: [Int64]]
  }

  let property: Int
  let values: [Value]
  let name: String
  let locals: [Local]
  let receiver: Expression?
  var propositions: [Proposition] = []
  var states: [Key: Int] = [:]

  /// Adds a check as a proposition.
  mutating func add(_ entry: Int, to parts: inout ProgramParts) -> Int {
    propositions.append(.state(check: check(entry, .proposition, in: &parts)))
    return propositions.count - 1
  }

  /// Adds one that looks back. Its failures are found where a state is the one before itself.
  mutating func add(_ still: Int, lookingBack step: Int, to parts: inout ProgramParts) -> Int {
    let first = check(still, .proposition, in: &parts)
    propositions.append(
      .looksBack(step: check(step, .stepProposition, in: &parts), still: first))
    return propositions.count - 1
  }

  private func check(
    _ entry: Int, _ role: StateCheck.Role, in parts: inout ProgramParts
  ) -> Int {
    let information = CheckInformation(origin: .property(property), keys: values, name: name)
    parts.checks.append((StateCheck(entry: entry, role: role), information))
    return parts.checks.count - 1
  }

  mutating func formula(_ proposition: Proposition) -> TemporalFormula {
    if let known = propositions.firstIndex(of: proposition) { return .proposition(known) }
    propositions.append(proposition)
    return .proposition(propositions.count - 1)
  }

  /// Adds a question with the propositions that it has, numbered anew.
  func addQuestion(_ formula: TemporalFormula, to parts: inout ProgramParts) -> Int {
    var own: [Proposition] = []
    let renumbered = formula.mapPropositions { number in
      let proposition = propositions[number]
      if let known = own.firstIndex(of: proposition) { return known }
      own.append(proposition)
      return own.count - 1
    }
    parts.questions.append(LivenessQuestion(formula: renumbered, propositions: own))
    return parts.questions.count - 1
  }
}
