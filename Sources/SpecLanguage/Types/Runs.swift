extension Property {
  /// Whether it is about runs.
  package var isTemporal: Bool {
    switch kind {
    case .temporal, .theorem(_, _, isTemporal: true): true
    case .invariant, .step, .theorem, .reachable, .measure: false
    }
  }
}

extension Expression {
  /// Whether it is about more than one state: only connectives and quantifiers lead to what is.
  package var speaksOfRuns: Bool {
    switch kind {
    case .temporal, .leadsTo, .recovers, .enabled, .fired: true
    case .not(let inner): inner.speaksOfRuns
    case .and(let a, let b), .or(let a, let b), .implies(let a, let b, _), .equal(let a, let b):
      a.speaksOfRuns || b.speaksOfRuns
    case .forAll(_, let body), .exists(_, let body): body.speaksOfRuns
    case .conditional(let test, let then, let otherwise):
      test.speaksOfRuns || then.speaksOfRuns || otherwise.speaksOfRuns
    default: false
    }
  }

  /// Does `always`, `until` or the like stand anywhere within?
  package var hasTemporalOperator: Bool {
    switch kind {
    case .temporal, .leadsTo, .recovers: true
    default: children.contains { $0.hasTemporalOperator }
    }
  }

  /// The first part that looks back to the state before.
  package var firstOld: Expression? {
    if case .old = kind { return self }
    for child in children {
      if let found = child.firstOld { return found }
    }
    return nil
  }

  /// Whether it looks back to the state before.
  package var looksBack: Bool { firstOld != nil }
}
