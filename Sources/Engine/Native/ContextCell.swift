/// One 64-bit cell of the record through which a worker and its native code speak.
///
/// The C text declares the cells in this order, and Swift reads and writes them by number, so that
/// neither depends on how the other lays out a record.
enum ContextCell: Int, CaseIterable {
  /// The packed states to be expanded or checked, how many, and which is next.
  case states, count, position
  /// Where the successors and their hashes go, how many there are and may be.
  case out, hashes, made, capacity
  /// The visited set's table, the mask of its slots' numbers, and the power of two of their bytes,
  /// to be fetched early.
  case table, tableMask, slotShift
  /// Successors met lately.
  case recent
  /// What the steps are wanted for, a `StepPurpose`.
  case purpose
  /// Of labelled steps: where the positions go of those that lead to the successors; and those of
  /// steps back to the state itself, as their complement, how many there are and may be.
  case labels, aside, asideCount, asideCapacity
  /// Of steps onward: where it goes, by state, where its successors end in the batch and whether a
  /// fair run may stay in it; what the steps of each position are for fairness; and that of the
  /// steps of the state under way which leave it, and of those which do not.
  case ends, roles, leaving, staying
  /// Runs and states after which to come back.
  case budget
  /// The position of the schedule at which to go on within a state, -1 between states, with what
  /// the state has shown so far.
  case resume, flags
  /// The hashes of the words of the state under way, where it has several, and their sum.
  case parts, sum
  /// The numbers chosen by the run under way and their bounds, how many there are and may be.
  case digits, bounds, digitCount, digitCapacity
  /// By position: steps taken. By branch: whether it was taken.
  case taken, branches
  /// Whether something is worth a look: by site a failure, by site a step property, a state without
  /// a step, by check, by pair of a check and the site where it fails.
  case armedFailures, armedSteps, armedDeadlock, armedChecks, armedCheckFailures
  /// Of each check that is armed: the words of the state that it would have to come before, or 0.
  case bestWords
  /// By check, of measures: what a value has to be below or above to be worth a look.
  case least, greatest
  /// By check, of measures: the words of the state that shows the extreme best on the present
  /// level, or 0.
  case leastWords, greatestWords
  /// The states at which something is worth a look, by their numbers among the states.
  case events, eventCount, eventCapacity
  /// A bit for each value seen of each enumeration's field.
  case cases

  /// The member of the C record.
  var declaration: String {
    switch self {
    case .states: "const u64 *states;"
    case .table: "const u8 *table;"
    case .labels, .aside: "int *\(self);"
    case .out, .hashes, .parts, .cases, .recent: "u64 *\(self);"
    case .digits, .bounds, .taken, .least, .greatest, .events, .ends: "i64 *\(self);"
    case .roles: "const u64 *\(self);"
    case .branches: "u8 *\(self);"
    case .armedFailures, .armedSteps, .armedDeadlock, .armedChecks, .armedCheckFailures:
      "const u8 *\(self);"
    case .bestWords, .leastWords, .greatestWords: "const u64 **\(self);"
    case .tableMask, .sum, .leaving, .staying: "u64 \(self);"
    default: "i64 \(self);"
    }
  }
}

/// What the steps are wanted for that native code takes.
enum StepPurpose: Int {
  /// Those back to their own state and to successors met lately are left out.
  case search = 0
  /// All of them, each with the position of its action.
  case labelled = 1
  /// Those back to their own state are left out, and those to what is in `recent`, where nothing is
  /// put; of all of them it is kept what they are for fairness.
  case onward = 2
}
