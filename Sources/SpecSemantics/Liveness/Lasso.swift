package import SpecLanguage

/// An infinite run: a stem, and a loop that repeats for ever.
///
/// The run is a sequence of positions. Each has a state and the step that is taken from it; after
/// the last position the run goes on with the first one of the loop.
package struct Lasso: Hashable, Sendable {
  /// From an initial state on, both stem and loop. The last one is the state in which the loop
  /// begins, once more.
  package let states: [StateValue]
  /// The step between each state and the next; nil where the run stays in a state without steps.
  package let labels: [StepLabel?]
  /// The position with which the loop begins.
  package let loopStart: Int

  /// `loopStart` is the index of the state to which the run comes back. If that is the last state,
  /// the loop has no steps: the run has come to its end, and stays there.
  package init(states: [StateValue], labels: [StepLabel?], loopStart: Int) {
    precondition(labels.count == states.count - 1, "a step between each state and the next")
    precondition(states.indices.contains(loopStart), "the loop begins with one of the states")
    let isEnd = loopStart == states.count - 1
    self.states = isEnd ? states + [states[loopStart]] : states
    self.labels = isEnd ? labels + [nil] : labels
    self.loopStart = loopStart
  }

  private init(states: [StateValue], steps: [StepLabel?], loopStart: Int) {
    self.states = states
    labels = steps
    self.loopStart = loopStart
  }

  /// The same run, written so that the state before a position is the same whenever the run comes
  /// to it: the loop is gone through once before it begins, where that makes a difference.
  package var lookingBack: Lasso {
    let before = loopStart == 0 ? states[0] : states[loopStart - 1]
    if before == states[labels.count - 1] { return self }
    return Lasso(
      states: states + states[(loopStart + 1)...], steps: labels + labels[loopStart...],
      loopStart: labels.count)
  }

  /// The state before a position; of the first one, in which the run begins, its own.
  package func stateBefore(_ position: Int) -> StateValue { states[max(position - 1, 0)] }

  /// Steps before the run does nothing but stay where it is, stem and loop together.
  package var stepCount: Int { isEnd ? labels.firstIndex(of: nil) ?? loopStart : labels.count }

  package var positions: Range<Int> { labels.indices }
  package var loop: Range<Int> { loopStart..<labels.count }

  /// The position after another.
  package func next(_ position: Int) -> Int {
    position + 1 < labels.count ? position + 1 : loopStart
  }

  /// The positions of the run from one on, in the order in which the run first comes to them.
  package func positions(from start: Int) -> [Int] {
    start <= loopStart
      ? Array(start..<labels.count) : Array(start..<labels.count) + Array(loopStart..<start)
  }

  /// The run has come to its end: its loop is nothing but staying where it is.
  package var isEnd: Bool { loop.allSatisfy { labels[$0] == nil } }
}
