/// A generated spec that two ways of running it do not agree on, or that is not even one.
package struct DifferentialFailure: Error, CustomStringConvertible {
  package var seed: UInt64
  package var problems: [String]
  /// As small as shrinking made it.
  package var text: String

  package var description: String {
    "seed \(seed):\n\(problems.joined(separator: "\n"))\n\n\(text)"
  }
}

/// Compares generated specs, seed by seed.
package struct DifferentialRun {
  /// Specs compared, specs that were too large for it, and the states of the former.
  package private(set) var compared = 0
  package private(set) var skipped = 0
  package private(set) var states = 0
  /// What was compared, for native code.
  package private(set) var natives = NativeComparison()
  let statesMax: Int

  package init(statesMax: Int = 200) { self.statesMax = statesMax }

  /// - Throws: `DifferentialFailure`, with the smallest text that still fails in such a way.
  package mutating func check(seed: UInt64) throws(DifferentialFailure) {
    let text = SpecGenerator.spec(seed: seed)
    do throws(SpecMistake) {
      let outcome = Differential.compare(
        try SpecText.check(text), statesMax: statesMax,
        noting: { natives.add("seed \(seed)", $0, $1, expecting: $2) })
      switch outcome {
      case .tooLarge: skipped += 1
      case .compared(let differences, let states):
        compared += 1
        self.states += states
        if !differences.isEmpty { throw SpecMistake(description: differences[0]) }
      }
    } catch {
      throw failure(seed: seed, text, problem: error.description)
    }
  }

  private func failure(seed: UInt64, _ text: String, problem: String) -> DifferentialFailure {
    guard let first = problems(with: text) else {
      return DifferentialFailure(seed: seed, problems: [problem], text: text)
    }
    let isMistake = first.isMistake
    let shrunk = SpecShrinker.shrink(text) { candidate in
      guard let found = problems(with: candidate), !found.texts.isEmpty else { return false }
      return found.isMistake == isMistake
        && (!isMistake || found.texts[0].prefix(7) == first.texts[0].prefix(7))
    }
    let last = problems(with: shrunk) ?? first
    return DifferentialFailure(seed: seed, problems: last.texts, text: shrunk)
  }

  /// What is wrong with a text: a mistake that it should not have, or differences; nil when too
  /// large.
  private func problems(with text: String) -> (texts: [String], isMistake: Bool)? {
    do throws(SpecMistake) {
      let outcome = Differential.compare(try SpecText.check(text), statesMax: statesMax)
      guard case .compared(let differences, _) = outcome else { return nil }
      return (differences, false)
    } catch {
      return ([error.description], true)
    }
  }
}
