/// One way through the choices of a run.
///
/// A run is repeated with one script after another until all ways have been gone: the first run
/// takes the first option everywhere, and each further one differs from that before it in the last
/// choice that has an option left. So runs come in the order of their options, the first choice
/// most significant.
struct ChoiceScript {
  private var taken: [(option: Int, count: Int)] = []
  private var position = 0

  /// The option to take at the next choice of the run.
  mutating func choose(among count: Int) -> Int {
    precondition(count > 0, "a choice among nothing")
    if position == taken.count { taken.append((0, count)) }
    precondition(taken[position].count == count, "the same run met another choice")
    position += 1
    return taken[position - 1].option
  }

  /// The script of the next run; nil when there is none.
  func next() -> ChoiceScript? {
    var script = self
    script.position = 0
    while let last = script.taken.popLast() {
      if last.option + 1 < last.count {
        script.taken.append((last.option + 1, last.count))
        return script
      }
    }
    return nil
  }
}
