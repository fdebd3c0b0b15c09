import SpecLanguage

/// The sets of parameter values that one file is explored under.
struct RunPlan {
  struct Run {
    /// What differs from the defaults.
    var overrides: [String: Int64]
    /// All parameters are at their defaults.
    var isDefault: Bool
    /// The user asked for it by `--set` or `--sweep`; otherwise the file did.
    var isUsers: Bool
    /// The first of its file: reading and checking count as part of it.
    var isFirst = true

    /// For what is not explored.
    static let theOnly = Run(overrides: [:], isDefault: true, isUsers: false)
  }

  let runs: [Run]

  /// The user's settings, restricted to this file's parameters, when there are any; otherwise the
  /// defaults, and then every set of values that an `expect … with` names, in order.
  init(for spec: TypedSpec, settings: ParameterSettings) {
    var defaults: [String: Int64] = [:]
    for parameter in spec.parameters { defaults[parameter.name] = parameter.value }
    func changes(_ values: [String: Int64]) -> [String: Int64] {
      values.filter { defaults[$0.key] != $0.value }
    }
    if !settings.names.isEmpty {
      runs = settings.combinations().map { values in
        let overrides = changes(values)
        return Run(overrides: overrides, isDefault: overrides.isEmpty, isUsers: true)
      }.markingFirst()
      return
    }
    var runs = [Run(overrides: [:], isDefault: true, isUsers: false)]
    for expectation in spec.expectations {
      let overrides = changes(expectation.values)
      if !runs.contains(where: { $0.overrides == overrides }) {
        runs.append(Run(overrides: overrides, isDefault: false, isUsers: false))
      }
    }
    self.runs = runs.markingFirst()
  }
}

extension RunPlan.Run {
  /// An expectation is about the run whose parameters are the defaults but for its `with`.
  ///
  /// `spec` is the one of this run, with its parameters.
  func isSubject(of expectation: Expectation, _ spec: TypedSpec) -> Bool {
    if expectation.parameters.isEmpty { return isDefault }
    var values: [String: Int64] = [:]
    for parameter in spec.parameters { values[parameter.name] = parameter.value }
    let isMet = expectation.values.allSatisfy { values[$0.key] == $0.value }
    return isMet && overrides.keys.allSatisfy { expectation.values[$0] != nil }
  }
}

extension RunPlan.Run {
  /// Whether the file expects a number of states, transitions or levels of this run.
  func expectsCounts(of spec: TypedSpec) -> Bool {
    spec.expectations.contains { expectation in
      switch expectation.outcome {
      case .states, .transitions, .depth: isSubject(of: expectation, spec)
      case .verdict, .deadlock: false
      }
    }
  }
}

extension [RunPlan.Run] {
  fileprivate func markingFirst() -> [RunPlan.Run] {
    enumerated().map { index, run in
      var run = run
      run.isFirst = index == 0
      return run
    }
  }
}

extension Expectation {
  /// The values that its `with` gives.
  var values: [String: Int64] {
    var values: [String: Int64] = [:]
    for parameter in parameters { values[parameter.name] = parameter.value }
    return values
  }
}
