package import Engine

/// How far each search may go; nil means no limit.
public struct VerificationLimits: Sendable {
  public var statesMax: Int?
  /// Levels below the initial states that are expanded.
  public var depthMax: Int?
  public var time: Duration?
  /// What one search may hold; by default three quarters of what the machine has to give.
  public var memoryBytesMax: Int?
  /// A search whose declared properties all have their verdicts, one of them a surprise, still goes
  /// on until it has seen so many states: a small model is seen whole, counts and coverage
  /// included, and a large one fails at once. By default a tenth of a second's work.
  public var settledStatesMin = 100_000
  /// Whether one state may stand for all that differ from it only in which of an entity's
  /// identities is which. It changes no verdict and no trace's length.
  public var usesSymmetry = true
  /// Whether what has one value in all states takes no bits in them. It changes no result.
  public var omitsConstants = true
  /// Whether states that differ only in what nothing observable depends on are looked at as one. It
  /// changes no verdict and no trace's length, but counts: where a file expects these, it is off.
  public var omitsUnread = true
  /// Whether temporal properties are about fair runs only, or about all.
  public var assumesFairness = true
  /// What may run the actions.
  public var engine = EngineChoice.auto
  /// When states are kept compressed.
  public var compression = CompressionChoice.auto
  /// A folder for states that are seldom looked at, when memory runs short; nil when there is none.
  public var spillFolder: String?

  public init(
    statesMax: Int? = nil, depthMax: Int? = nil, time: Duration? = nil, memoryBytesMax: Int? = nil
  ) {
    self.statesMax = statesMax
    self.depthMax = depthMax
    self.time = time
    self.memoryBytesMax = memoryBytesMax
  }
}

/// When states are kept compressed: as trees of parts that they share, which takes 13 to 19 bytes
/// for a state of any width, and more time: `docs/performance.md` says how much.
public enum CompressionChoice: String, CaseIterable, Sendable {
  /// When memory runs short, and states are wide and have much in common.
  case auto
  /// From the beginning, where a state has more than 64 bits.
  case always
  case never

  var folding: SearchSettings.Folding {
    switch self {
    case .auto: .auto
    case .always: .always
    case .never: .never
    }
  }
}

/// Where searches are saved now and then, so that they can be taken up when the process was killed.
package struct CheckpointOptions: Sendable {
  /// Each search has a folder of its own in this one, named by what is searched.
  package var folder: String
  /// Goes on with a search that is saved there; one that is not begins anew.
  package var isResuming: Bool
  /// Time from one saving to the next, at least; a search is saved at the end of a level only.
  package var interval: Duration

  package init(folder: String, isResuming: Bool, interval: Duration) {
    self.folder = folder
    self.isResuming = isResuming
    self.interval = interval
  }
}

/// A look at a search that is under way.
public struct VerificationProgress: Sendable {
  public var states: Int
  public var transitions: Int
  /// Levels below the initial states.
  public var level: Int
  /// States of this level.
  public var frontier: Int
  public var bytes: Int
  public var elapsed: Duration
  /// About how many states are left to be found, if levels go on shrinking; nil when there is no
  /// telling, as long as they do not.
  public var remaining: Int?
  /// How far temporal properties are, once all states are there: which of how many claims, and how
  /// many of its nodes were visited, of so many at most.
  public struct Liveness: Sendable, Hashable {
    public var claim: Int
    public var claimCount: Int
    public var visited: Int
    public var nodeCount: Int
  }
  public var liveness: Liveness?

  package init(
    states: Int, transitions: Int, level: Int, frontier: Int, bytes: Int, elapsed: Duration,
    remaining: Int? = nil, liveness: LivenessProgress? = nil
  ) {
    self.liveness = liveness.map {
      Liveness(
        claim: $0.question + 1, claimCount: $0.questionCount, visited: $0.visited,
        nodeCount: $0.nodeCount)
    }
    self.states = states
    self.transitions = transitions
    self.level = level
    self.frontier = frontier
    self.bytes = bytes
    self.elapsed = elapsed
    self.remaining = remaining
  }
}
