/// Finds steps that lead to given states, by taking all steps of the states of a level again.
@safe struct PredecessorFinder: ~Copyable {
  private var interpreter: Interpreter
  private let linked: LinkedProgram
  private let canonicalizer: Canonicalizer?
  /// Nil where states stand for others: a step to one of those may change everything.
  private let filter: PredecessorFilter?

  /// - Parameter symmetry: the targets are canonical, and so are made the states that steps lead
  ///   to.
  init(_ linked: LinkedProgram, _ symmetry: SymmetryTables?) {
    self.linked = linked
    canonicalizer = symmetry.map { Canonicalizer($0) }
    interpreter = Interpreter(linked)
    filter = symmetry == nil ? PredecessorFilter(linked) : nil
  }

  /// Offers every step from the states of the run that leads to one of the targets.
  mutating func find(_ targets: inout PredecessorTargets, from run: StateRun) {
    let target = UnsafeMutablePointer<UInt64>.allocate(capacity: linked.wordCount)
    defer { unsafe target.deallocate() }
    for index in 0..<run.count {
      let state = run[index]
      if !mayHelp(state, targets) { continue }
      unsafe interpreter.load(state.base)
      interpreter.startSteps()
      search: while true {
        switch unsafe interpreter.nextStep(into: target) {
        case .step:
          _ = unsafe canonicalizer?.canonicalize(Table(base: target, count: linked.wordCount))
          let hash = unsafe linked.keyShape.hash(target)
          if targets.mayContain(hash: hash) {
            let words = unsafe Array(UnsafeBufferPointer(start: target, count: linked.wordCount))
            targets.offer(
              words, from: state, action: interpreter.action,
              choices: interpreter.choices.values)
          }
        case .failure, .paused: continue
        case .done: break search
        }
      }
    }
  }

  @inline(__always)
  private func mayHelp(_ state: StateWords, _ targets: borrowing PredecessorTargets) -> Bool {
    switch filter {
    case .some(let filter): targets.mayGainFrom(state, filter)
    case nil: true
    }
  }
}
