package import Engine
import SpecLanguage

extension CompiledSpec {
  /// Whether what a search by symmetry found may hide something else that a search of every state
  /// would find.
  package func callsForEveryState(_ exploration: Exploration) -> Bool {
    if exploration.represented?.isConfirmed == false { return true }
    return exploration.findings.contains { finding in
      switch finding.kind {
      case .check(let check):
        guard case .property(let index) = checks[check].origin else { return false }
        return symmetry.sensitiveProperties.contains(index)
      case .step(let site):
        guard case .stepProperty(let index, _, _) = sites[site] else { return false }
        return symmetry.sensitiveProperties.contains(index)
      case .checkFailed(_, let site), .actionFailed(let site, _, _):
        guard case .violation(let violation) = sites[site] else { return false }
        return symmetry.sensitiveSpans.contains(violation.span)
      case .deadlock: return false
      }
    }
  }
}
