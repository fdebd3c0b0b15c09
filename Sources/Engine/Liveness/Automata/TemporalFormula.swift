/// A formula of linear temporal logic over numbered propositions, evaluated along an infinite run.
package indirect enum TemporalFormula: Hashable, Sendable {
  case constant(Bool)
  /// The number, from 0 and below 64, of a truth about a position of a run.
  case proposition(Int)
  case not(TemporalFormula)
  case and(TemporalFormula, TemporalFormula)
  case or(TemporalFormula, TemporalFormula)
  case next(TemporalFormula)
  /// The second comes true, and up to there the first is true.
  case until(TemporalFormula, TemporalFormula)
  /// The second is true up to and with the first position where the first is true; for ever if
  /// there is none.
  case releases(TemporalFormula, TemporalFormula)
  case bounded(BoundedWait)
}

extension TemporalFormula {
  package static func implies(_ a: TemporalFormula, _ b: TemporalFormula) -> TemporalFormula {
    .or(.not(a), b)
  }

  package static func eventually(_ a: TemporalFormula) -> TemporalFormula {
    .until(.constant(true), a)
  }

  package static func always(_ a: TemporalFormula) -> TemporalFormula {
    .releases(.constant(false), a)
  }

  /// Whenever the first is true, the second is true then or later.
  package static func leadsTo(_ a: TemporalFormula, _ b: TemporalFormula) -> TemporalFormula {
    .always(.implies(a, .eventually(b)))
  }
}
