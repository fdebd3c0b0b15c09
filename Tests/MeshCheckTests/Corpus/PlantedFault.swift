import Testing

/// A fault of the real world, planted into a component by changing one line of its spec.
struct PlantedFault: Sendable, CustomTestStringConvertible {
  /// `breaker` of `specs/components/breaker.mesh`.
  var component: String
  /// Occurs once in the file.
  var line: String
  var replacement: String
  /// What would go wrong in a system with this fault.
  var fault: String

  init(_ component: String, _ line: String, _ replacement: String, _ fault: String) {
    self.component = component
    self.line = line
    self.replacement = replacement
    self.fault = fault
  }

  var path: String { "specs/components/\(component).mesh" }
  var testDescription: String { "\(component): \(fault)" }

  static let all = breaker + registry + retry + ring

  static let breaker = [
    PlantedFault(
      "breaker", "case .halfOpen: if current.count == probes { return false }",
      "case .halfOpen: break", "half-open lets everybody in, not only the probes"),
    PlantedFault(
      "breaker", "case .open: return false", "case .open: break",
      "calls pass while the breaker is open"),
    PlantedFault(
      "breaker", "let counts = c in current", "let counts = c in inFlight",
      "a late answer from before the last change of mode changes the mode"),
    PlantedFault(
      "breaker", "    current.remove(c)", "",
      "a probe that has ended keeps its place, and no other ever gets it"),
    PlantedFault(
      "breaker", "if timer == 0 { enter(.halfOpen) }", "if timer == 1 { enter(.halfOpen) }",
      "probes pass a tick before the cooldown is over"),
    PlantedFault(
      "breaker", "current.removeAll()", "",
      "answers to calls of an earlier period still count after a change of mode"),
    PlantedFault(
      "breaker", "if mode == .halfOpen || failures + 1 == threshold {",
      "if failures + 1 == threshold {", "a failing probe does not open the breaker again"),
    PlantedFault(
      "breaker", "if mode == .halfOpen { enter(.closed) }", "",
      "a successful probe does not close the breaker"),
    PlantedFault(
      "breaker", "timer = other == .open ? cooldown : 0", "timer = 0",
      "an open breaker never begins its cooldown"),
  ]

  static let registry = [
    PlantedFault(
      "registry", "if updated.misses == failureThreshold - 1 {", "if updated.misses == 0 {",
      "one lost probe takes an instance out"),
    PlantedFault(
      "registry", "if updated.passes == successThreshold - 1 {", "if updated.passes == 0 {",
      "one passed probe brings an instance in that comes and goes"),
    PlantedFault(
      "registry", "        updated.remaining = lease", "",
      "a passed probe does not renew the lease, so the living are dropped"),
    PlantedFault(
      "registry", "return { i in Instance where entries[s][i]?.health == .healthy }",
      "return { i in Instance where entries[s][i]?.health != .unhealthy }",
      "instances are discovered before a probe has passed"),
    PlantedFault(
      "registry", "if updated.remaining == 1 {", "if updated.remaining == 0 {",
      "an entry whose lease has run out is not dropped"),
    PlantedFault(
      "registry", "    if entries[s][i] != nil { return false }", "",
      "who registers twice loses its health"),
    PlantedFault(
      "registry", "updated.misses += 1", "",
      "failed probes are not counted, so the dead stay"),
  ]

  static let retry = [
    PlantedFault(
      "retry", "for doubling in 2...number { delay = min(2 * delay, cap) }",
      "for doubling in 2...number { delay = 2 * delay }", "delays grow past the cap"),
    PlantedFault(
      "retry", "for doubling in 2...number { delay = min(2 * delay, cap) }", "",
      "delays do not grow"),
    PlantedFault(
      "retry", "if progress.attempts == maxRetries + 1 { return .attemptsExhausted }", "",
      "a call is tried again after its last attempt"),
    PlantedFault(
      "retry", "if progress.elapsed + delay >= deadline { return .deadlineExceeded }",
      "if progress.elapsed + delay > deadline { return .deadlineExceeded }",
      "an attempt begins at the deadline"),
    PlantedFault(
      "retry", "      tokens -= 1", "", "retries take nothing from the budget"),
    PlantedFault(
      "retry", "tokens = min(budget, tokens + 1)", "tokens = budget",
      "one success fills the whole budget again"),
    PlantedFault(
      "retry", "if tokens == 0 { return .budgetExhausted }", "",
      "retries go on when the budget is spent"),
    PlantedFault(
      "retry", "if calls[c].elapsed + 1 == deadline {", "if calls[c].elapsed == deadline {",
      "an attempt under way is not cut off at the deadline"),
    PlantedFault(
      "retry", "          calls[c].attempts += 1", "", "retries are not counted as attempts"),
  ]

  static let ring = [
    PlantedFault(
      "ring", "return min(node for node in ring[point])",
      "return max(node for node in ring[point])",
      "balancers that break ties otherwise disagree about colliding nodes"),
    PlantedFault(
      "ring", "for replica in Replica { ring[hash[node][replica]].remove(node) }",
      "ring[hash[node][0]].remove(node)", "a node that has left stays on the ring in places"),
    PlantedFault(
      "ring", "for replica in Replica { ring[hash[node][replica]].insert(node) }",
      "ring[hash[node][0]].insert(node)", "a node has fewer places than it should"),
    PlantedFault(
      "ring", "let point = (key + offset) % points", "let point = min(key + offset, points - 1)",
      "keys past the last node have no owner, since the search does not go round"),
    PlantedFault(
      "ring", "    members.remove(node)", "", "a node that has left is still a member"),
  ]
}
