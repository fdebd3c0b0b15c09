/// Why `execute` came back.
enum ExecutionEnd {
  /// The run at the cursor is complete: its changes are in the frame.
  case completed
  /// The run at the cursor failed at site `outcome`.
  case failed
  /// All positions have been run.
  case exhausted
  /// The budget of runs is used up; another call goes on.
  case paused
}

extension Interpreter {
  /// Starts over with the runs from a position on.
  @inline(__always)
  mutating func start(at position: Int) {
    cursor = position
    isBetweenRuns = false
    choices.removeAll()
  }

  /// Goes on with the runs of the positions up to `end` until one of them has something to tell.
  ///
  /// One loop with one `switch` over the instructions in place. What is not enabled never leaves
  /// it: in two-phase commit, with nine managers, about twelve of fifty actions have a step.
  @inline(never)
  mutating func execute(until end: Int) -> ExecutionEnd {
    if isBetweenRuns {
      isBetweenRuns = false
      finishRun()
    }
    skipDisabled(until: end)
    if cursor >= end { return .exhausted }
    let slots = self.slots
    // In bounds: `cursor` is below `end`, which is at most the number of positions; entries and
    // targets are inside the code, and no code runs past its end. `Program.firstFlaw` said so.
    var next = unsafe code + Int(entries[cursor])
    while true {
      let current = unsafe next
      unsafe next += 1
      switch unsafe current.pointee.opcode {
      case .copy, .copyBlock, .load, .loadBlock, .put, .putBlock, .address, .addressOf:
        unsafe move(current, slots)
      case .store, .storeBlock, .storeAt, .storeBlockAt:
        unsafe write(current, slots)
      case .equal, .notEqual, .less, .lessOrEqual, .not, .and, .or, .equalBlock, .lessBlock:
        unsafe decide(current, slots)
      case .testBit, .setBit, .clearBit, .bitAnd, .bitOr, .bitAndNot, .populationCount, .nextBit:
        unsafe changeBits(current, slots)
      case .add, .subtract, .multiply, .divide, .remainder, .negate, .minimum, .maximum,
        .checkRange:
        if unsafe !calculate(current, slots) {
          unsafe outcome = current.pointee.d
          precondition(outcome >= 0, "arithmetic failed that was said not to")
          isBetweenRuns = true
          return .failed
        }
      case .jump, .jumpIf, .jumpUnless, .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfNotLess:
        if let target = unsafe target(current, slots) { unsafe next = code + target }
      case .expect:
        if unsafe slots[current.pointee.a] == 0 { unsafe noteViolated(current.pointee.b) }
      case .cover:
        unsafe branchesTaken[Int(current.pointee.a)] = true
      case .fail:
        unsafe outcome = current.pointee.a
        isBetweenRuns = true
        return .failed
      case .end:
        unsafe outcome = current.pointee.a
        isBetweenRuns = true
        return .completed
      case .choose:
        if let choice = unsafe choices.next(below: slots[current.pointee.b]) {
          unsafe slots[current.pointee.a] = choice
          continue
        }
        fallthrough
      case .disable:
        finishRun()
        skipDisabled(until: end)
        if cursor >= end { return .exhausted }
        if runBudget <= 0 { return .paused }
        unsafe next = code + Int(entries[cursor])
      }
    }
  }

  /// Takes back what the run has done and makes ready for the next one.
  @inline(__always)
  private mutating func finishRun() {
    if journalCount > 0 { undo() }
    if !violated.isEmpty { violated.removeAll(keepingCapacity: true) }
    if choices.isEmpty {
      cursor &+= 1
    } else {
      runBudget &-= 1
      if !choices.advance() { cursor &+= 1 }
    }
  }

  /// Passes over the positions whose filters say that they have no run.
  @inline(__always)
  private mutating func skipDisabled(until end: Int) {
    var position = cursor
    while position < end {
      // In bounds: `end` is at most the number of positions; the word is one of the state's.
      let filter = unsafe filters[position]
      if unsafe loaded[Int(filter.word)] & filter.mask == filter.value { break }
      position &+= 1
    }
    cursor = position
  }

  @inline(never)
  private mutating func noteViolated(_ site: Int32) {
    if !violated.contains(site) { violated.append(site) }
  }
}
