/// Goes through all choices in lexical order, each run from the start.
///
/// Nothing is remembered but the path to the last run, so memory is that of one run however many
/// there are: a stateless search, as in VeriSoft (Godefroid, POPL 1997, doi:10.1145/263699.263717).
struct DepthFirst: Chooser {
  /// At most so many choices other than the first one of their options in one run, if given: the
  /// bound on preemptions of Musuvathi and Qadeer, PLDI 2007, doi:10.1145/1250734.1250785.
  var deviationsMax: Int?
  private var path: [Choice] = []
  private var depth = 0

  init(deviationsMax: Int? = nil) { self.deviationsMax = deviationsMax }

  mutating func choose(among options: [StepOption]) -> Decision {
    defer { depth += 1 }
    let signature = StepOption.signature(of: options)
    guard depth < path.count else {
      path.append(Choice(chosen: 0, count: options.count, signature: signature))
      return .option(0)
    }
    guard path[depth].signature == signature else {
      return .diverged(
        "choice \(depth + 1) had \(path[depth].count) options, and \(options.count), or others, "
          + "when run again")
    }
    return .option(path[depth].chosen)
  }

  /// Goes on to the next path.
  /// - Returns: false when there is none.
  mutating func advance() -> Bool {
    // A run that was shorter than its path ended early: what it did not reach is no choice of it.
    path.removeLast(max(0, path.count - depth))
    depth = 0
    while let last = path.popLast() {
      let earlier = deviationsMax == nil ? 0 : path.count { $0.chosen > 0 }
      if last.chosen + 1 < last.count && earlier < deviationsMax ?? .max {
        path.append(
          Choice(chosen: last.chosen + 1, count: last.count, signature: last.signature))
        return true
      }
    }
    return false
  }
}
