import Engine
import SpecCompiler

/// Searches a spec with states as narrow as they can be without anything else changing.
struct ReducedSearch {
  /// What was found, and what its states are packed by.
  struct Outcome {
    var exploration: Exploration
    var compiled: CompiledSpec
    var reduction: ReductionReport
  }

  let complete: CompiledSpec
  let limits: VerificationLimits
  /// The file expects a number of states, transitions or levels, so each state has to be seen.
  let expectsCounts: Bool
  let search: (CompiledSpec) throws(CheckpointError) -> Exploration

  func outcome() throws(CheckpointError) -> Outcome {
    if let outcome = try outcomeWithoutUnread() { return outcome }
    let compiled = narrowed(complete)
    var reduction = ReductionReport(complete, complete, compiled)
    if limits.omitsUnread && !expectsCounts && complete.livenessTask != nil {
      reduction.unreadKept = complete.unreadVariables
    }
    return Outcome(exploration: try search(compiled), compiled: compiled, reduction: reduction)
  }

  /// Nil when all is read, or when a run turned out not to be one of the complete spec.
  private func outcomeWithoutUnread() throws(CheckpointError) -> Outcome? {
    guard limits.omitsUnread, !expectsCounts, let (read, variables) = complete.withoutUnread()
    else { return nil }
    let compiled = narrowed(read)
    var exploration = try search(compiled)
    var runs = RestoredRuns(complete.program, reduced: compiled.program)
    guard runs.restore(&exploration) else { return nil }
    var reduction = ReductionReport(complete, read, compiled)
    reduction.unreadVariables = variables
    return Outcome(exploration: exploration, compiled: complete, reduction: reduction)
  }

  /// What is searched: the last that is done to a program, as it knows constants by their fields.
  private func narrowed(_ compiled: CompiledSpec) -> CompiledSpec {
    (limits.omitsConstants ? compiled.withoutConstants() : compiled).optimized()
  }
}

extension ReductionReport {
  /// From all bits to those that are read, and to those of them that change.
  init(_ complete: CompiledSpec, _ read: CompiledSpec, _ compiled: CompiledSpec) {
    stateBits = compiled.program.layout.bitCount
    unreadBits = complete.program.layout.bitCount - read.program.layout.bitCount
    constantBits = read.program.layout.bitCount - stateBits
  }
}
