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
  let count: Int

  /// Nil when there are too many.
  init?(_ question: LivenessQuestion, _ linked: LinkedProgram) {
    guard question.propositions.count <= 64 else { return nil }
    count = question.propositions.count
    var enabled = [UInt64](repeating: 0, count: linked.positionCount)
    var fired = enabled
    var (enabledMask, firedMask): (UInt64, UInt64) = (0, 0)
    var stateBits: [(bit: UInt64, rowWord: Int, rowBit: UInt64)] = []
    for (number, proposition) in question.propositions.enumerated() {
      let bit: UInt64 = 1 << UInt64(number)
      switch proposition {
      case .state(let check):
        let position = linked.positionOfCheck[check]
        guard let index = linked.propositions.firstIndex(of: position) else {
          preconditionFailure("check \(check) is no proposition")
        }
        stateBits.append((bit, index / 64, 1 << UInt64(index % 64)))
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
  }

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
