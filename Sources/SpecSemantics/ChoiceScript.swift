import SpecLanguage

/// One way through the choices of a run.
///
/// A run is repeated with one script after another until all ways have been gone: the first run
/// takes the first option everywhere, and each further one differs from that before it in the last
/// choice that has an option left. So runs come in the order of their options, the first choice
/// most significant.
struct ChoiceScript {
  private var taken: [(option: Int, options: [Value])] = []
  private var position = 0

  /// The options of the next choice, where an earlier run has met it; a choice among all values of
  /// a large type would otherwise list them once for each of them.
  var known: [Value]? { position < taken.count ? taken[position].options : nil }

  /// The option to take at the next choice of the run.
  mutating func choose(among options: [Value]) -> Value {
    precondition(!options.isEmpty, "a choice among nothing")
    if position == taken.count { taken.append((0, options)) }
    precondition(
      taken[position].options.count == options.count, "the same run met another choice")
    position += 1
    return options[taken[position - 1].option]
  }

  /// The script of the next run; nil when there is none.
  func next() -> ChoiceScript? {
    var script = self
    script.position = 0
    while let last = script.taken.popLast() {
      if last.option + 1 < last.options.count {
        script.taken.append((last.option + 1, last.options))
        return script
      }
    }
    return nil
  }
}
