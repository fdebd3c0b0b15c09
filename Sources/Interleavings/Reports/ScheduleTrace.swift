/// One step of a run that is shown.
struct RecordedStep: Sendable, Hashable {
  var option: StepOption
  var chosen: Int
  var count: Int
  var time: Duration
  var notes: [String]
}

/// Names of tasks and hosts by number.
struct TraceNames: Sendable, Hashable {
  var tasks: [String]
  var hosts: [String]
}

/// The steps of a failing run, for people.
///
/// Each line is a step: its number, the task, the actor it ran on, and, where there was a choice,
/// how many were ready. A `*` marks a switch to another task although the last one could go on.
public struct ScheduleTrace: Sendable, Hashable, CustomStringConvertible {
  let steps: [RecordedStep]
  let names: TraceNames

  /// How many steps there are.
  public var count: Int { steps.count }

  public var description: String {
    steps.indices.map { line(of: $0) }.joined(separator: "\n")
  }

  private func line(of index: Int) -> String {
    let step = steps[index]
    let number = String(index + 1)
    let margin = String(repeating: " ", count: max(0, 4 - number.count))
    var line = margin + number + (step.chosen > 0 && step.option != .time ? " * " : "   ")
    if step.option == .time {
      line += "time goes on from \(step.time)"
    } else {
      line += names.tasks[step.option.task]
      if let host = step.option.host { line += " on \(names.hosts[host])" }
    }
    if step.count > 1 { line += "  (one of \(step.count))" }
    return ([line] + step.notes.map { "         \($0)" }).joined(separator: "\n")
  }
}
