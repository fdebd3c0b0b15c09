/// Which random walks through a spec are taken, and how far they go.
package struct SimulationLimits: Sendable {
  /// One of the parts that the walks of a run are dealt out to: walk i belongs to part i mod
  /// `count`.
  package struct Shard: Hashable, Sendable {
    /// From 0 on.
    package var index: Int
    package var count: Int

    package init(index: Int, count: Int) {
      precondition((0..<count).contains(index), "there is no shard \(index) of \(count)")
      self.index = index
      self.count = count
    }
  }

  package var seed: Int
  /// Of all shards together; nil when time alone ends the run.
  package var walksMax: Int?
  /// Only the walk of this number.
  package var onlyWalk: Int?
  /// Steps of one walk.
  package var depthMax: Int
  package var time: Duration?
  package var threads: Int
  package var shard: Shard?

  package static let defaultSeed = 1
  package static let defaultWalks = 10_000
  package static let defaultDepth = 1_000

  package init(
    seed: Int = defaultSeed, walksMax: Int? = defaultWalks, onlyWalk: Int? = nil,
    depthMax: Int = defaultDepth, time: Duration? = nil, threads: Int = 1, shard: Shard? = nil
  ) {
    self.seed = seed
    self.walksMax = walksMax
    self.onlyWalk = onlyWalk
    self.depthMax = depthMax
    self.time = time
    self.threads = threads
    self.shard = shard
  }
}

/// A look at walks that are under way.
package struct SimulationProgressReport: Sendable {
  package var walks: Int
  package var steps: Int
  package var elapsed: Duration
}
