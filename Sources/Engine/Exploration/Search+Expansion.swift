extension Search {
  /// Expands all states of a level; what is new becomes the next level.
  ///
  /// A level is done in rounds. Between two of them one thread is alone: then the table grows.
  mutating func expand(_ frontier: StateRanges) {
    let isLarge = frontier.count >= settings.sharedLevelMin && settings.threadCount > 1
    if isLarge && team == nil { hire() }
    let pieces = Pieces(of: frontier, workers: isLarge ? workers.count : 1)
    countMemory(pieceBytes: pieces.byteCount)
    while stop == nil && (workers.contains(where: \.isBusy) || !pieces.areTaken) {
      changeTiers()
      lookAhead()
      if isLarge, let team, hasRoomForAll() {
        share(pieces, with: team)
      } else {
        goAlone(pieces)
      }
    }
  }

  /// As many states as the workers may have in their batches: with room for those, all of them can
  /// deliver at once.
  private var batchesOfAll: Int {
    workers.count * Worker.batchCapacity(for: linked)
  }

  /// Sees to it that all workers can deliver; false when memory or the number of states is so near
  /// its limit that they have to go one by one.
  private mutating func hasRoomForAll() -> Bool {
    let countMax = limits.statesMax ?? .max
    guard countMax - store.count >= batchesOfAll else { return false }
    let hasRoom = hasMadeRoomForAll() || relieve() && hasMadeRoomForAll()
    store.room = min(store.room, countMax)
    return hasRoom
  }

  private func hasMadeRoomForAll() -> Bool {
    store.makeRoom(for: batchesOfAll, isCramped: false, sharing: sharing)
  }

  /// All threads that there are, for work on a whole table.
  var sharing: WorkShare {
    let team = self.team
    return WorkShare(parts: workers.count) { work in
      team?.start(work)
      work(0)
      team?.waitUntilDone()
    }
  }

  private mutating func share(_ pieces: Pieces, with team: ThreadTeam) {
    let round = Round(
      pieces, level: levels.count - 1, in: store, as: .shared, workersMax: tiers.workersMax)
    let workers = self.workers
    team.start { number in _ = workers[number].work(on: round) }
    _ = workers[0].work(on: round) { look(at: round) }
    while !team.wait(atMost: 10) { look(at: round) }
  }

  /// The first worker does all that is left, and each of the others what it has begun.
  private mutating func goAlone(_ pieces: Pieces) {
    let access = Round.Access.alone(countMax: limits.statesMax ?? .max)
    let round = Round(pieces, level: levels.count - 1, in: store, as: access)
    for worker in workers where !round.isOver {
      let end = worker.work(on: round) { look(at: round) }
      if case .outOfMemory = end, relieve() { return }
      note(end)
    }
  }

  private mutating func look(at round: Round) {
    look()
    // Between two rounds all workers learn how things stand.
    if tiers.poll(elapsed: watch.elapsed) || stop != nil { round.end() }
  }

  /// Takes note of why a worker could not go on.
  mutating func note(_ end: Worker.End) {
    switch end {
    case .done, .interrupted: return
    case .outOfMemory: stop = stop ?? .memory(bytes: limits.memoryBytesMax)
    case .countReached: stop = .states(limits.statesMax ?? .max)
    }
  }

  /// Gets the other threads, if what they need is small beside the memory allowed.
  private mutating func hire() {
    let others = settings.threadCount - 1
    let bytesOfEach = workers[0].byteCount
    guard others * bytesOfEach <= limits.memoryBytesMax / 8 else { return }
    let team = ThreadTeam(count: others)
    for number in 0..<team.count {
      let worker = Worker(
        linked, symmetry, number: number + 1, mayBeNative: settings.tiers != .bytecodeOnly)
      if let native = tiers.native { worker.adopt(native) }
      workers.append(worker)
    }
    store.workerCount = workers.count
    self.team = team
  }
}
