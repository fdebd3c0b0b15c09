/// The values that the user gives to parameters: fixed ones, and several that are all tried.
package struct ParameterSettings: Sendable {
  package struct Sweep: Sendable, Hashable {
    package var name: String
    package var values: SweptValues

    package init(name: String, values: SweptValues) {
      self.name = name
      self.values = values
    }
  }

  package var assignments: [SpecReport.Parameter]
  package var sweeps: [Sweep]

  package init(assignments: [SpecReport.Parameter] = [], sweeps: [Sweep] = []) {
    self.assignments = assignments
    self.sweeps = sweeps
  }

  /// Combinations of sweeps that one run may have.
  package static let combinationsMax = 1000

  package var names: [String] { assignments.map(\.name) + sweeps.map(\.name) }

  /// What the settings leave of themselves for a file that has only these parameters.
  package func restricted(to known: [String]) -> ParameterSettings {
    ParameterSettings(
      assignments: assignments.filter { known.contains($0.name) },
      sweeps: sweeps.filter { known.contains($0.name) })
  }

  /// How many sets of values they stand for; nil when that is beyond `combinationsMax`.
  package var combinationCount: Int? {
    var count = 1
    for sweep in sweeps {
      guard let own = sweep.values.count else { return nil }
      count *= own
      if count > Self.combinationsMax { return nil }
    }
    return count
  }

  /// Every combination, the last sweep changing fastest.
  package func combinations() -> [[String: Int64]] {
    precondition(combinationCount != nil, "too many combinations of sweeps")
    var sets: [[String: Int64]] = [[:]]
    for assignment in assignments {
      for index in sets.indices { sets[index][assignment.name] = assignment.value }
    }
    for sweep in sweeps {
      sets = sets.flatMap { set in
        sweep.values.all.map { value in set.merging([sweep.name: value]) { $1 } }
      }
    }
    return sets
  }
}

/// Why settings cannot be used.
public enum ParameterMistake: Error, Hashable, Sendable {
  /// None of the specs has it.
  case unknown(name: String, known: [String])
  case outOfRange(name: String, value: Int64, low: Int64, high: Int64, file: String)
  case givenTwice(name: String)
  case tooManyCombinations(max: Int)
}
