package import SourceText
package import SpecLanguage

/// A file that has been read and checked with its own parameter values, ready for its runs.
package struct PreparedSpec: Sendable {
  /// As it was given.
  package var path: String
  /// Why it could not be read; then nothing else is known.
  package var failure: FileFailure?
  package var loaded: LoadedSpec?
  /// With the parameters' defaults; nil when the spec has errors.
  package var spec: TypedSpec?
  package var diagnostics: [Diagnostic] = []
  /// What reading and checking took.
  package var elapsed: Duration = .zero

  /// The parameters with their defaults, as declared.
  package var parameters: [ParameterValue] { spec?.parameters ?? [] }

  /// Types, components and functions for others: no state, and nothing that is claimed of one.
  package var isLibrary: Bool {
    guard let spec else { return false }
    return spec.variables.isEmpty && spec.properties.isEmpty && spec.tests.isEmpty
  }

  init(path: String, failure: FileFailure) {
    self.path = path
    self.failure = failure
  }

  init(path: String, loaded: LoadedSpec) {
    self.path = path
    self.loaded = loaded
    diagnostics = loaded.diagnostics
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    let result = check(loaded)
    spec = result.spec
    diagnostics += result.diagnostics
  }
}

extension [PreparedSpec] {
  /// Finds the first mistake in the settings: a name may be a parameter of some files only, but not
  /// of none, and every value must be within the range of every file that has it.
  package func validate(_ settings: ParameterSettings) throws(ParameterMistake) {
    var seen: Set<String> = []
    for name in settings.names where !seen.insert(name).inserted {
      throw .givenTwice(name: name)
    }
    guard settings.combinationCount != nil else {
      throw .tooManyCombinations(max: ParameterSettings.combinationsMax)
    }
    for assignment in settings.assignments {
      try validate(assignment.name, [assignment.value])
    }
    for sweep in settings.sweeps { try validate(sweep.name, sweep.values.extremes) }
  }

  private func validate(_ name: String, _ values: [Int64]) throws(ParameterMistake) {
    var isKnown = false
    for prepared in self {
      guard let parameter = prepared.parameters.first(where: { $0.name == name }) else { continue }
      isKnown = true
      let range = parameter.range
      for value in values where !range.contains(value) {
        throw .outOfRange(
          name: name, value: value, low: range.low, high: range.high, file: prepared.path)
      }
    }
    // A file with errors may well declare it: then those errors are what matters.
    if !isKnown && allSatisfy({ $0.spec != nil }) {
      throw .unknown(name: name, known: knownParameterNames)
    }
  }

  private var knownParameterNames: [String] {
    Set(flatMap { $0.parameters.map(\.name) }).sorted()
  }
}
