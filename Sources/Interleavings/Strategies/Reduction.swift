/// Which schedules may be left out because another one, that differs in the order of steps that do
/// not concern each other, is run.
public enum Reduction: Sendable, Hashable {
  /// Every schedule is run.
  case none
  /// Steps on different hosts may change places, unless both touch the same (`Simulation.touch`).
  /// All code outside hosts is assumed to share something.
  case hosts
  /// Any steps may change places, unless they are on one host or touch the same. Only for scenarios
  /// that declare all that code outside their hosts shares: locks, atomics, streams, the order in
  /// which the children of a group end, cancellation.
  case declared

  func areIndependent(_ a: SleepSets.Step, _ b: SleepSets.Step) -> Bool {
    if a.option == .time || b.option == .time || a.option.task == b.option.task { return false }
    let shared = a.accesses.intersection(b.accesses)
    switch self {
    case .none: return false
    case .hosts: return shared.isEmpty
    case .declared: return shared.subtracting([.outsideHosts]).isEmpty
    }
  }
}
