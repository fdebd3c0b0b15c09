/// Depth first, without the schedules that only change the order of independent steps.
///
/// When all that follows a step has been seen, the step goes to sleep for the other options of that
/// point, and wakes only when a step runs that it depends on (Godefroid, "Partial-Order Methods for
/// the Verification of Concurrent Systems", LNCS 1032, 1996, chapter 5). What a step accesses is
/// known from the run in which it was taken at that point, and stays true while it sleeps, since
/// only steps independent of it have run since.
struct SleepSets: Chooser {
  static var isAskedAlways: Bool { true }

  /// A step with what it accessed.
  struct Step: Sendable {
    var option: StepOption
    var accesses: Set<Access>
  }

  private struct Node {
    var options: [StepOption]
    var chosen: Int
    var accesses: Set<Access> = []
    /// Steps that have been seen to the end from here, or from where nothing has changed since.
    var asleep: [Step]

    var step: Step { Step(option: options[chosen], accesses: accesses) }

    /// The first option at `index` or after it that is awake.
    func awake(from index: Int) -> Int? {
      options.indices.dropFirst(index).first { index in
        !asleep.contains { $0.option == options[index] }
      }
    }
  }

  private let reduction: Reduction
  private var path: [Node] = []
  private var depth = 0

  init(_ reduction: Reduction) { self.reduction = reduction }

  mutating func choose(among options: [StepOption]) -> Decision {
    if depth < path.count {
      guard path[depth].options == options else {
        return .diverged("step \(depth + 1) had other options when run again")
      }
      return .option(path[depth].chosen)
    }
    let inherited = path.last.map { parent in
      parent.asleep.filter { reduction.areIndependent($0, parent.step) }
    }
    var node = Node(options: options, chosen: 0, asleep: inherited ?? [])
    guard let chosen = node.awake(from: 0) else { return .prune }
    node.chosen = chosen
    path.append(node)
    return .option(chosen)
  }

  mutating func finished(_ step: StepOption, accesses: Set<Access>) {
    path[depth].accesses = accesses
    depth += 1
  }

  /// Goes on to the next path.
  /// - Returns: false when there is none.
  mutating func advance() -> Bool {
    depth = 0
    while var node = path.popLast() {
      node.asleep.append(node.step)
      if let next = node.awake(from: 0) {
        node.chosen = next
        path.append(node)
        return true
      }
    }
    return false
  }
}
