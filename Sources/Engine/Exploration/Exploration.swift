/// How far a search may go. Reaching a limit is an answer, never a pass.
package struct ExplorationLimits: Sendable {
  package var statesMax: Int?
  /// Levels below the initial states that are expanded.
  package var depthMax: Int?
  package var time: Duration?
  /// All that the search allocates: arena, table and buffers.
  package var memoryBytesMax: Int

  package init(
    statesMax: Int? = nil, depthMax: Int? = nil, time: Duration? = nil, memoryBytesMax: Int
  ) {
    self.statesMax = statesMax
    self.depthMax = depthMax
    self.time = time
    self.memoryBytesMax = memoryBytesMax
  }
}

/// Why a search ended before it had seen every state.
package enum ExplorationStop: Hashable, Sendable {
  case states(Int)
  case depth(Int)
  case time(Duration)
  case memory(bytes: Int)
  /// The caller's `shouldStop` said so.
  case cancelled
  /// All that was asked has its answer; only when the caller allowed it.
  case settled
  /// What was saved of the search cannot be taken up.
  case checkpoint(CheckpointError)
}

/// A step from one state to the next, as the engine knows it.
package struct EngineStep: Hashable, Sendable {
  /// Index into `Program.actions`; nil for the first state of a path.
  package var action: Int?
  /// The numbers that its `choose` instructions took, in order.
  package var choices: [Int64]
  /// The packed state after it.
  package var state: [UInt64]

  package init(action: Int?, choices: [Int64], state: [UInt64]) {
    self.action = action
    self.choices = choices
    self.state = state
  }
}

/// Something found, with the shortest way to it.
package struct Finding: Sendable {
  package enum Kind: Hashable, Sendable {
    /// `Program.checks[index]`: an invariant is 0, or a reachable is not, in the last state.
    case check(Int)
    /// Evaluating `Program.checks[index]` in the last state failed at the site.
    case checkFailed(Int, site: Int)
    /// The action failed at the site when taken from the last state (nil: while initialising).
    case actionFailed(site: Int, action: Int?, choices: [Int64])
    /// The last step of the path does not meet the step property of the site.
    case step(site: Int)
    /// No action has a step from the last state.
    case deadlock
  }

  package var kind: Kind
  /// From an initial state on. Empty only for a failure while initialising.
  package var path: [EngineStep]

  package init(kind: Kind, path: [EngineStep]) {
    self.kind = kind
    self.path = path
  }
}

/// The extremes of a measure, with a shortest path to a state that has each.
package struct MeasuredExtremes: Sendable {
  package var least: Int64
  package var greatest: Int64
  package var leastPath: [EngineStep]
  package var greatestPath: [EngineStep]

  package init(least: Int64, greatest: Int64, leastPath: [EngineStep], greatestPath: [EngineStep]) {
    self.least = least
    self.greatest = greatest
    self.leastPath = leastPath
    self.greatestPath = greatestPath
  }
}

/// All states that the states seen stand for.
package struct RepresentedStates: Hashable, Codable, Sendable {
  /// How many there are; nil when that is not known, or beyond `Int.max`.
  package var states: Int? = 0
  /// The steps from those that were expanded; nil unless they were asked for.
  package var transitions: Int?
  /// Whether no two states seen stand for the same.
  package var isExact = true
  /// Whether a run with real names was found for everything that was found. If not, the plan that
  /// the search went by does not fit the program, and nothing that it says holds.
  package var isConfirmed = true
}

/// What a search found out.
package struct Exploration: Sendable {
  package var states: Int
  package var transitions: Int
  /// Levels below the initial states: 0 when no step leads anywhere new.
  package var depth: Int
  /// nil when every reachable state was seen and expanded (constraints apart).
  package var stop: ExplorationStop?
  /// States that were not expanded because a constraint did not hold.
  package var constrained: Int
  /// At most one for each check, for each site at which a check fails, for each site of a failing
  /// action or of a step property, and for deadlock: the shortest, and the same on every run. In
  /// the order of the kinds, then of checks and sites.
  package var findings: [Finding]
  /// By check index; nil for checks that are no measures, or when no state was seen.
  package var measures: [MeasuredExtremes?]
  /// How often each ground action was taken.
  package var fired: [Int]
  package var branchesTaken: [Bool]
  /// By enumeration: the case indices seen in some reachable state.
  package var casesSeen: [Set<Int>]
  package var peakBytes: Int
  /// Whether states were kept folded at the end.
  package var isFolded = false
  /// Bytes of states that were moved to a file.
  package var spilledBytes = 0
  /// Why states were no longer moved to a file from some moment on.
  package var spillFailure: CheckpointError?
  package var elapsed: Duration
  /// What ran the code in the end, and what a compiler took for it.
  package var tier = ExecutionTier.bytecode
  package var compilation: CompilationTime?
  /// Why there was no native code, where some was wanted.
  package var nativeFailure: NativeError?
  /// What the states stand for, when they stand for others too.
  package var represented: RepresentedStates?
  /// Why checkpoints were no longer written from some moment on.
  package var savingFailure: CheckpointError?
  /// For each question about runs.
  package var liveness: [LivenessAnswer] = []

  package var isComplete: Bool { stop == nil }
}

/// A look at a search that is under way.
package struct ExplorationProgress: Sendable {
  package var states: Int
  package var transitions: Int
  package var level: Int
  package var frontier: Int
  package var bytes: Int
  package var elapsed: Duration
  /// About how many states are left to be found; nil when there is no telling.
  package var remaining: Int?
  /// Once all states are there, and runs are looked at.
  package var liveness: LivenessProgress?
}

/// How far a question about runs is answered.
package struct LivenessProgress: Hashable, Sendable {
  /// From 0.
  package var question: Int
  package var questionCount: Int
  /// Nodes of the product graph that were visited, of so many at most.
  package var visited: Int
  package var nodeCount: Int
}
