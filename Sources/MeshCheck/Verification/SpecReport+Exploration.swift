import Engine
import SpecLanguage

extension SpecReport {
  /// Takes over the counts.
  mutating func fill(from exploration: Exploration, _ spec: TypedSpec) {
    self.spec = spec
    states = exploration.states
    transitions = exploration.transitions
    depth = exploration.depth
    limit = exploration.stop.map(ReachedLimit.init)
    isWithinConstraint = exploration.constrained > 0
    peakBytes = exploration.peakBytes
    isCompressed = exploration.isFolded
    spilledBytes = exploration.spilledBytes
    spillFailure = exploration.spillFailure?.message
    savingFailure = exploration.savingFailure?.message
    engine = exploration.tier.rawValue
    compilation = exploration.compilation?.elapsed
    compilationProcessorTime = exploration.compilation?.processor
  }
}

extension ReachedLimit {
  init(_ stop: ExplorationStop) {
    switch stop {
    case .states(let count): self = .states(count)
    case .depth(let levels): self = .depth(levels)
    case .time(let duration): self = .time(duration)
    case .memory(let bytes): self = .memory(bytes: bytes)
    case .cancelled: self = .cancelled
    case .settled: self = .settled
    case .checkpoint: preconditionFailure("a search that did not begin has no report")
    }
  }
}
