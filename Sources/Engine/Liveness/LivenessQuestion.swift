/// A truth about one position of a run: a state and the step that is taken from it.
package enum Proposition: Hashable, Sendable {
  /// `Program.checks[index]`, a proposition, is not 0 in the state.
  case state(check: Int)
  /// One of these actions has a step from the state.
  case enabled(actions: [Int])
  /// The step is one of these actions.
  case fired(actions: [Int])
  /// `Program.checks[step]`, a step proposition, is not 0 of the state and the one before it. In
  /// the first state of a run, and where it stays in its last one, that is `checks[still]`, a
  /// proposition: the same of a state that is the one before itself.
  case looksBack(step: Int, still: Int)
}

/// A claim about all fair runs.
package struct LivenessQuestion: Hashable, Sendable {
  package var formula: TemporalFormula
  /// What the numbers of propositions in the formula stand for.
  package var propositions: [Proposition]

  package init(formula: TemporalFormula, propositions: [Proposition]) {
    self.formula = formula
    self.propositions = propositions
  }
}

/// What is assumed of one action in every run.
package struct FairnessConstraint: Hashable, Sendable {
  package enum Strength: Hashable, Sendable {
    /// Enabled from some point on without a break, it is taken again and again.
    case weak
    /// Enabled again and again, it is taken again and again.
    case strong
  }

  /// Index into `Program.actions`.
  package var action: Int
  package var strength: Strength

  package init(action: Int, strength: Strength) {
    self.action = action
    self.strength = strength
  }
}

/// What a search is to find out about runs.
package struct LivenessTask: Hashable, Sendable {
  package var questions: [LivenessQuestion]
  package var fairness: [FairnessConstraint]

  package init(questions: [LivenessQuestion], fairness: [FairnessConstraint]) {
    self.questions = questions
    self.fairness = fairness
  }
}

/// A run without an end.
package struct EngineLasso: Hashable, Sendable {
  /// From an initial state on; the last state is the first of the loop.
  package var stem: [EngineStep]
  /// From there back to an equal state; empty where the run has come to its end and stays there.
  package var loop: [EngineStep]

  package init(stem: [EngineStep], loop: [EngineStep]) {
    self.stem = stem
    self.loop = loop
  }
}

package enum LivenessAnswer: Hashable, Sendable {
  /// On every fair run within what was explored: all of them when the search was complete.
  case holds
  /// A fair run on which it does not hold.
  case violated(EngineLasso)
  /// A limit came first.
  case stopped(ExplorationStop)
  /// The claim has too many propositions, or its automaton too many states.
  case tooLarge
  /// A proposition about a step has no value for some step.
  case notEvaluable
}
