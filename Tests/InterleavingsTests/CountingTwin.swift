/// Counts schedules the slow way: by walking over programs drawn on paper instead of running code.
///
/// A root starts its children, waits for all of them in a group and then does a few steps alone. A
/// child is a list of steps, some on the one actor that all share. The group wakes the root when a
/// child ends while it waits, and the root goes back to waiting while children are left.
struct CountingTwin {
  enum Step {
    /// Outside the actor.
    case outside
    /// On the actor: is there room for one?
    case look
    /// Outside the actor: ends the child if it saw no room.
    case leaveIfFull
    /// On the actor: puts one in.
    case put

    var isOnActor: Bool { self == .look || self == .put }
  }

  struct Counts: Equatable {
    var schedules = 0
    /// Schedules that end with more than one put in.
    var failures = 0
  }

  private let program: [Step]
  private let keepsActorOrder: Bool
  private var progress: [Int]
  private var sawRoom: [Bool]
  /// Ready children in order of arrival.
  private var ready: [Int]
  private var ended = 0
  private var isRootReady = false
  /// Children that have ended, as far as the root has heard.
  private var heardOf = 0
  private var elements = 0

  init(children: Int, program: [Step], keepsActorOrder: Bool) {
    self.program = program
    self.keepsActorOrder = keepsActorOrder
    progress = Array(repeating: 0, count: children)
    sawRoom = Array(repeating: false, count: children)
    ready = Array(0..<children)
  }

  private func isOnActor(_ child: Int) -> Bool { program[progress[child]].isOnActor }

  private func mayRun(_ index: Int) -> Bool {
    guard keepsActorOrder, isOnActor(ready[index]) else { return true }
    return !ready[..<index].contains(where: isOnActor)
  }

  /// All schedules from here to the end.
  var counts: Counts {
    if heardOf == progress.count { return Counts(schedules: 1, failures: elements > 1 ? 1 : 0) }
    var sum = Counts()
    var successors = ready.indices.filter(mayRun).map { after(child: $0) }
    if isRootReady { successors.append(afterRoot()) }
    for successor in successors {
      let counts = successor.counts
      sum.schedules += counts.schedules
      sum.failures += counts.failures
    }
    return sum
  }

  private func afterRoot() -> CountingTwin {
    var next = self
    next.isRootReady = false
    next.heardOf = ended
    return next
  }

  private func after(child index: Int) -> CountingTwin {
    var next = self
    let child = next.ready.remove(at: index)
    var isOver = false
    switch program[progress[child]] {
    case .outside: break
    case .look: next.sawRoom[child] = elements == 0
    case .leaveIfFull: isOver = !sawRoom[child]
    case .put: next.elements += 1
    }
    next.progress[child] += 1
    if isOver || next.progress[child] == program.count {
      next.ended += 1
      next.isRootReady = true
    } else {
      next.ready.append(child)
    }
    return next
  }
}
