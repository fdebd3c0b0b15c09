/// What one thread of a `LevelTrim` has for itself.
final class TrimWorker: @unchecked Sendable {
  private var scan: TrimScan?
  private(set) var seen = 0
  private(set) var gone = 0
  let byteCount: Int

  init(_ trim: LevelTrim, number: Int, _ marks: MarkedSet.Shared) {
    let scan = TrimScan(trim, number: number, marks)
    byteCount = scan.byteCount
    self.scan = consume scan
  }

  /// As `TrimScan.trim`.
  func trim(_ pieces: CellPieces, below: KeySet, into level: KeySet) {
    // In a variable of its own, whose uses nobody has to watch over.
    guard var scan = self.scan.take() else { return }
    scan.trim(pieces, below: below, into: level)
    (seen, gone) = (scan.seen, scan.gone)
    self.scan = consume scan
  }
}

/// Looks at states, level by level, and marks those that can go.
private struct TrimScan: ~Copyable {
  private let number: Int
  private let store: StateStore
  private let nodes: LivenessNodes
  private let propositions: QuestionPropositions
  private var letterRoles: LetterRoles
  private var steps: OnwardSteps
  private var rows: PropositionRow
  private let marks: MarkedSet.Shared
  /// States that have gone, on their way into the set of their level.
  private var leaving: SuccessorBatch
  private var fresh = StateRanges()
  /// By successor: whether it has gone, or waits for nothing.
  private var answers: Table<Bool>
  private(set) var seen = 0
  private(set) var gone = 0

  init(_ trim: LevelTrim, number: Int, _ marks: MarkedSet.Shared) {
    self.number = number
    self.marks = marks
    store = trim.store
    nodes = trim.nodes
    propositions = trim.plan.propositions
    letterRoles = trim.plan.letterRoles
    steps = OnwardSteps(trim.linked, trim.native, trim.plan.requirements)
    rows = PropositionRow(trim.linked, trim.native)
    leaving = SuccessorBatch(store.shape, capacity: 256)
    answers = .allocate(repeating: false, count: steps.batch.capacity)
  }

  deinit { answers.deallocate() }

  var byteCount: Int { steps.byteCount + leaving.byteCount + answers.count }

  /// Looks at the states of a level, piece after piece.
  ///
  /// - Parameters:
  ///   - below: those of the next level that have gone.
  ///   - level: gets those of this one; it has room for all.
  mutating func trim(_ pieces: CellPieces, below: KeySet, into level: KeySet) {
    while let piece = pieces.next() {
      for range in piece {
        var start = range.lowerBound
        while start < range.upperBound {
          let isWaiting = nodes.isSearched(start)
          var end = start + 1
          while end < range.upperBound && end - start < Self.runMax
            && nodes.isSearched(end) == isWaiting
          { end += 1 }
          if isWaiting { trim(start..<end, below: below, into: level) }
          start = end
        }
      }
    }
    flush(to: level)
  }

  private static let runMax = StateTree.runMax

  /// The same of some states that stand together, all of which wait.
  private mutating func trim(_ cells: Range<Int>, below: KeySet, into level: KeySet) {
    var run = store.run(cells, worker: number, for: .expanding)
    seen += run.count
    while !run.isDone {
      let count = steps.take(run, slots: below.slotPlaces)
      lookUp(below)
      for state in 0..<count where canGo(state, cell: cells.lowerBound + run.position + state) {
        marks.set.insert(cells.lowerBound + run.position + state)
        gone += 1
        if leaving.isFull { flush(to: level) }
        leaving.append(run[run.position + state])
      }
      run.position += count
    }
  }

  private mutating func canGo(_ state: Int, cell: Int) -> Bool {
    for successor in steps.successors(of: state) where !answers[successor] { return false }
    return !steps.mayStay(in: state) || !letterRoles.mayStay(nodes.letters.letters[cell])
  }

  /// Finds out which successors need not be followed.
  private mutating func lookUp(_ below: KeySet) {
    let count = steps.batch.count
    if steps.batch.capacity > answers.count {
      answers.deallocate()
      answers = .allocate(repeating: false, count: steps.batch.capacity)
    }
    below.look(for: steps.batch, into: answers)
    for successor in 0..<count {
      if !answers[successor] { answers[successor] = !isWaiting(successor) }
      if answers[successor] { steps.leaveOut(successor) }
    }
  }

  private mutating func isWaiting(_ successor: Int) -> Bool {
    var letter: UInt64 = 0
    rows.evaluate(steps.batch.run.only(successor)) { _, row in letter = propositions.letter(row) }
    return letterRoles.isWaiting(letter)
  }

  private mutating func flush(to level: KeySet) {
    fresh.removeAll()
    // What comes twice would be a state that stands twice in the store.
    let isComplete = level.insert(leaving, worker: number, fresh: &fresh)
    precondition(isComplete && fresh.count == leaving.count, "a state has gone twice")
    leaving.removeAll()
  }
}
