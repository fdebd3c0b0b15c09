/// What was under control, and what was not: without it no count of schedules means anything.
public struct ControlStatement: Sendable, Hashable {
  /// Jobs that came from threads other than the exploration's: of `Task {}`, `Task.detached`,
  /// the main actor, `Task.sleep`, or a thread of the code under test. Their order is not ours.
  public internal(set) var jobsFromOtherThreads = 0
  /// Jobs of the runtime behind which an actor without a host runs all that waits for it at once.
  public internal(set) var jobsOfUnhostedActors = 0
  /// Jobs that were left when the scenario had returned: their orders were not tried.
  public internal(set) var jobsLeftOver = 0
  /// Names of the hosts that were made.
  public internal(set) var hosts: Set<String> = []

  /// True when every order of every job was ours to choose.
  public var isComplete: Bool { jobsFromOtherThreads == 0 && jobsOfUnhostedActors == 0 }

  /// Runtime jobs that may turn out to be halves of a `Task.yield`, by number, with their beginner.
  var yieldCandidates: [Int: Int] = [:]
  /// The runtime jobs that stand for an actor without a host.
  var drains: Set<Int> = []
}

extension ControlStatement {
  /// A job without a task is half of a `Task.yield`, or an actor that has no host.
  ///
  /// The runtime does not say which. A yield hands its job in while its task still is the current
  /// one, and the job then brings back just that task; everything else counts as an actor.
  mutating func noteAnonymous(_ job: Int, begunBy task: Int?) {
    if let task { yieldCandidates[job] = task } else { drains.insert(job) }
  }

  /// A job without a task has been run and brought these tasks in.
  mutating func settle(_ job: Int, arrivals: [Int]) {
    let beginner = yieldCandidates.removeValue(forKey: job)
    let isYield = beginner.map { arrivals == [$0] } ?? false
    if !isYield && (beginner != nil || drains.contains(job)) { jobsOfUnhostedActors += 1 }
  }

  /// Adds what another run found.
  mutating func merge(_ other: ControlStatement) {
    jobsFromOtherThreads += other.jobsFromOtherThreads
    jobsOfUnhostedActors += other.jobsOfUnhostedActors
    jobsLeftOver += other.jobsLeftOver
    hosts.formUnion(other.hosts)
  }
}

extension ControlStatement: CustomStringConvertible {
  public var description: String {
    var lines = [
      hosts.isEmpty
        ? "controlled: tasks (no actor has a host of the simulation)"
        : "controlled: tasks, and the actors on \(hosts.sorted().joined(separator: ", "))"
    ]
    if jobsFromOtherThreads > 0 {
      lines.append(
        "not controlled: \(jobsFromOtherThreads) jobs from other threads (Task {}, Task.detached, "
          + "@MainActor, Task.sleep, or a thread of the code)")
    }
    if jobsOfUnhostedActors > 0 {
      lines.append(
        "not controlled: \(jobsOfUnhostedActors) turns of actors without a host, which run all "
          + "that waits for them at once")
    }
    if jobsLeftOver > 0 {
      lines.append("not explored: \(jobsLeftOver) jobs left when the scenario had returned")
    }
    if isComplete {
      lines.append("nothing was seen to escape (work that never comes back cannot be seen)")
    }
    return lines.joined(separator: "\n")
  }
}
