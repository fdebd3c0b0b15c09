extension RunState {
  /// All names for a trace.
  var names: TraceNames { TraceNames(tasks: tasks.indices.map(label), hosts: hostNames) }

  /// What the trace calls a task.
  func label(of task: Int) -> String {
    if task == 0 { return "root" }
    if let name = tasks[task].name { return name }
    if let beginner = tasks[task].begunBy, beginner >= 0 {
      return "\(label(of: beginner)) (a yield, or an actor without a host)"
    }
    return "task \(task)"
  }

  /// Who has not been heard of since, and where: the list that a deadlock shows.
  ///
  /// A task does not tell when it ends, so only the root and those within `Simulation.during` are
  /// known to wait; of the others it is said that they may have ended.
  func waiters() -> [String] {
    tasks.indices.compactMap { task in
      let known = tasks[task]
      guard let step = known.lastStep, known.begunBy == nil else { return nil }
      let place = known.lastHost.map { " on \(hostNames[$0])" } ?? ""
      let since = "since step \(step)\(place)"
      if let activity = known.activities.last {
        return "\(label(of: task)) waits \(since): \(activity)"
      }
      if task == 0 { return "root waits \(since)" }
      return "\(label(of: task)) waits or has ended \(since)"
    }
  }
}
