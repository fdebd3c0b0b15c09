/// Makes the choices of a schedule, and the first one of its options wherever it says nothing.
struct ScheduleReplay: Chooser {
  /// What to choose, by the number of the choice.
  let deviations: [Int: Int]
  /// The choices of the run that is repeated, if the options must be the same.
  var expected: [Choice]?
  private var position = 0

  init(deviations: [Int: Int]) { self.deviations = deviations }

  /// Repeats a run exactly.
  init(repeating choices: [Choice]) {
    deviations = Self.deviations(of: choices)
    expected = choices
  }

  static func deviations(of choices: [Choice]) -> [Int: Int] {
    var deviations: [Int: Int] = [:]
    for (position, choice) in choices.enumerated() where choice.chosen > 0 {
      deviations[position] = choice.chosen
    }
    return deviations
  }

  mutating func choose(among options: [StepOption]) -> Decision {
    defer { position += 1 }
    if let expected {
      guard position < expected.count,
        expected[position].signature == StepOption.signature(of: options)
      else {
        return .diverged("choice \(position + 1) had other options when run again")
      }
    }
    let chosen = deviations[position, default: 0]
    return .option(chosen < options.count ? chosen : 0)
  }
}
