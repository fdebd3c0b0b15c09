extension Search {
  /// Runs the initialisation with all its choices; the states that it gives are level 0.
  mutating func enterInitialStates() {
    var initializer = Initializer(linked)
    while stop == nil {
      switch initializer.next() {
      case .state(let words):
        worker.addInitial(words)
        if worker.batch.isFull { flush(level: 0) }
      case .failure(let site, let choices):
        worker.noteInitialFailure(site: site, choices: choices)
      case .paused: flush(level: 0)
      case nil:
        flush(level: 0)
        initializer.addBranches(to: &initialBranches)
        endLevel()
        return
      }
    }
    initializer.addBranches(to: &initialBranches)
    endLevel()
  }
}
