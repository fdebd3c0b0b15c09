/// What could still be found better than it is known, on a level.
extension FindingCollector {
  func isOpen(failure site: Int, level: Int) -> Bool { Self.isOpen(failures[site], level) }
  func isOpen(step site: Int, level: Int) -> Bool { Self.isOpen(steps[site], level) }
  func isOpen(check: Int, level: Int) -> Bool { Self.isOpen(checks[check], level) }
  func isDeadlockOpen(level: Int) -> Bool { Self.isOpen(deadlock, level) }

  func isOpen(check: Int, failingAt site: Int, level: Int) -> Bool {
    Self.isOpen(checkFailures[CheckSite(check: check, site: site)], level)
  }

  /// The state that shows best, on that level, what a check found.
  func state(ofCheck check: Int, level: Int) -> [UInt64]? {
    guard let place = checks[check], place.level == level else { return nil }
    return place.state
  }

  private static func isOpen(_ known: FindingPlace?, _ level: Int) -> Bool {
    guard let known else { return true }
    return known.level >= level
  }
}
