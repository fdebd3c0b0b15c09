/// A proposition about a state and the one before it.
struct StepChange {
  /// Of the check in the linked program.
  var position: Int
  /// Its bit at a state that is the one before itself.
  var still: UInt64
  /// Its bit at the step that leads to the state.
  var step: UInt64
}

/// The propositions of one question, as what they depend on.
struct QuestionPropositions {
  /// By position of an action: those that are true where it is enabled.
  let enabledTruths: [UInt64]
  /// By position of an action: those that are true of its steps.
  let firedTruths: [UInt64]
  let enabledMask: UInt64
  let firedMask: UInt64
  /// For each state proposition: its bit, and which bit of which word of a row it is.
  let stateBits: [(bit: UInt64, rowWord: Int, rowBit: UInt64)]
  /// Propositions that look back. They are known when the step is taken, a position before they are
  /// asked for: so they have a bit for that, and one for a state that nothing led to.
  let changes: [StepChange]
  let count: Int

  /// Nil when there are too many.
  init?(_ question: LivenessQuestion, _ linked: LinkedProgram) {
    guard question.propositions.count <= 64 else { return nil }
    count = question.propositions.count
    var enabled = [UInt64](repeating: 0, count: linked.positionCount)
    var fired = enabled
    var (enabledMask, firedMask): (UInt64, UInt64) = (0, 0)
    var stateBits: [(bit: UInt64, rowWord: Int, rowBit: UInt64)] = []
    var changes: [StepChange] = []
    func add(_ check: Int, _ bit: UInt64) {
      let position = linked.positionOfCheck[check]
      guard let index = linked.propositions.firstIndex(of: position) else {
        preconditionFailure("check \(check) is no proposition")
      }
      stateBits.append((bit, index / 64, 1 << UInt64(index % 64)))
    }
    for (number, proposition) in question.propositions.enumerated() {
      let bit: UInt64 = 1 << UInt64(number)
      switch proposition {
      case .state(let check): add(check, bit)
      case .looksBack(let step, let still):
        add(still, bit)
        guard count + changes.count < 64 else { return nil }
        changes.append(
          StepChange(
            position: linked.positionOfCheck[step], still: bit,
            step: 1 << UInt64(count + changes.count)))
      case .enabled(let actions):
        enabledMask |= bit
        for action in actions { enabled[linked.positionOfAction[action]] |= bit }
      case .fired(let actions):
        firedMask |= bit
        for action in actions { fired[linked.positionOfAction[action]] |= bit }
      }
    }
    enabledTruths = enabled
    firedTruths = fired
    self.enabledMask = enabledMask
    self.firedMask = firedMask
    self.stateBits = stateBits
    self.changes = changes
  }

  /// What is known when a step is taken.
  var stepMask: UInt64 { changes.reduce(firedMask) { $0 | $1.step } }

  /// What depends on the state alone.
  var stateMask: UInt64 { stateBits.reduce(0) { $0 | $1.bit } }

  /// The letter of a state, from the row of all of the program's propositions.
  @inline(__always)
  func letter(_ row: Table<UInt64>) -> UInt64 {
    var letter: UInt64 = 0
    for state in stateBits where row[state.rowWord] & state.rowBit != 0 { letter |= state.bit }
    return letter
  }
}
