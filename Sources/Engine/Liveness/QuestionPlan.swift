/// A question about runs, as a product search needs it.
struct QuestionPlan {
  /// Accepts the runs that break the claim.
  let automaton: BuchiAutomaton
  let roles: AutomatonRoles
  let propositions: QuestionPropositions
  let requirements: FairnessRequirements

  /// An automaton of more states is given up.
  static let automatonStatesMax = 512

  /// Nil when the question is too large to be answered.
  ///
  /// - Parameter cellCount: cells of all states.
  init?(
    _ question: LivenessQuestion, _ linked: LinkedProgram, _ fairness: [FairnessConstraint],
    cellCount: Int
  ) {
    guard let propositions = QuestionPropositions(question, linked),
      let automaton = BuchiAutomaton(
        .not(question.formula), statesMax: Self.automatonStatesMax)?
        .lookingBack(
          propositions.changes.map { ($0.still, $0.step) }, statesMax: Self.automatonStatesMax),
      automaton.acceptanceSetCount <= FairComponents.acceptanceSetCountMax,
      automaton.acceptanceSetCount + fairness.count < FairComponents.requirementCountMax,
      automaton.transitions.count * cellCount < Int(UInt32.max) - 2
    else { return nil }
    self.automaton = automaton
    self.propositions = propositions
    roles = AutomatonRoles(automaton)
    requirements = FairnessRequirements(
      linked, acceptanceSetCount: automaton.acceptanceSetCount, fairness)
  }

  /// What states can be by the truth of the state propositions alone.
  var letterRoles: LetterRoles {
    LetterRoles(
      automaton, searched: automaton.transitions.indices.filter { $0 != roles.free },
      known: propositions.stateMask)
  }
}
