extension Search {
  /// Runs the initialisation with all its choices; the states that it gives are level 0.
  mutating func enterInitialStates() {
    var initializer = Initializer(linked)
    defer { initializer.addBranches(to: &carried.branchesTaken) }
    while stop == nil {
      switch initializer.next() {
      case .state(let words):
        workers[0].addInitial(words)
        if workers[0].batch.isFull { flushInitialStates() }
      case .failure(let site, let choices):
        workers[0].noteInitialFailure(site: site, choices: choices)
      case .paused: flushInitialStates()
      case nil:
        flushInitialStates()
        return
      }
    }
  }

  private mutating func flushInitialStates() {
    let access = Round.Access.alone(countMax: limits.statesMax ?? .max)
    note(workers[0].flush(to: store, level: 0, as: access))
    look()
  }
}
