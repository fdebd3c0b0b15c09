import SpecLanguage

/// How well the claims of a spec tell the system that it describes from others that are nearly the
/// same.
package struct MutationReport: Sendable {
  /// A note that no living mutant needs.
  package struct IdleNote: Sendable, Hashable {
    package var file: String
    /// From 1.
    package var line: Int
    package var reason: String
  }

  /// How often a property noticed a mutant.
  package struct PropertyTally: Sendable, Hashable {
    /// Without keys.
    package var name: String
    package var noticed: Int
    /// Mutants that nothing else noticed.
    package var alone: Int
    /// Mutants of which it had the shortest counterexample.
    package var first: Int
  }

  /// The spec as it is, under each set of parameters that was used.
  package var originals: [SpecReport]
  /// In the order of the text, imported files last; those that are no specs among them.
  package var mutants: [MutantReport] = []
  package var idleNotes: [IdleNote] = []
  package var elapsed: Duration = .zero
  /// It was asked to end before all mutants were verified.
  package var isInterrupted = false
  /// The properties of the original, without keys, each once.
  package var propertyNames: [String] = []

  package init(originals: [SpecReport]) { self.originals = originals }

  package var title: String { originals.first?.title ?? "" }

  package func count(_ status: MutantReport.Status) -> Int {
    mutants.count { $0.status == status }
  }

  /// Those that are specs, and were verified.
  package var triedCount: Int { mutants.count - count(.invalid) - count(.skipped) }

  /// Per cent of the mutants that something could notice and that something did notice; undecided
  /// ones count as not noticed. Nil when there are none.
  package var score: Double? {
    let noticed = count(.noticed)
    let all = noticed + count(.living) + count(.undecided)
    return all == 0 ? nil : 100 * Double(noticed) / Double(all)
  }

  /// The gravest of all that was found.
  ///
  /// - Parameter minimumScore: per cent that will do; nil when no mutant may live unexplained.
  package func outcome(minimumScore: Int?) -> Outcome {
    let base = originals.map(\.outcome).max() ?? .asExpected
    if base != .asExpected { return base }
    var outcome = isInterrupted ? Outcome.inconclusive : .asExpected
    if let minimumScore {
      if let score, score < Double(minimumScore) { outcome = .notAsExpected }
    } else if count(.living) > 0 {
      outcome = .notAsExpected
    } else if count(.undecided) > 0 {
      outcome = max(outcome, .inconclusive)
    }
    return outcome
  }

  /// Each property of the original, and whatever else noticed something, those that noticed most
  /// first.
  package var tallies: [PropertyTally] {
    var tallies: [String: PropertyTally] = [:]
    for name in propertyNames { tallies[name] = PropertyTally(name: name) }
    for mutant in mutants where mutant.status == .noticed {
      let names = Set(mutant.noticedBy.map(\.name.withoutKeys))
      for name in names {
        tallies[name, default: PropertyTally(name: name)].noticed += 1
        if names.count == 1 { tallies[name]?.alone += 1 }
      }
      if let first = mutant.first { tallies[first]?.first += 1 }
    }
    return tallies.values.sorted { a, b in
      (-a.noticed, -a.alone, a.name) < (-b.noticed, -b.alone, b.name)
    }
  }
}

extension MutationReport.PropertyTally {
  init(name: String) { self.init(name: name, noticed: 0, alone: 0, first: 0) }
}
