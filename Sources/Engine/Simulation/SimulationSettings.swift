/// Which walks are taken, and how far they may go.
package struct SimulationSettings: Sendable {
  package var seed: UInt64
  /// Walks 0 to `walksMax - 1` are taken; nil goes on until something else ends it.
  package var walksMax: Int?
  /// Of these only this one, if it is given.
  package var onlyWalk: Int?
  /// Steps of one walk.
  package var depthMax: Int
  package var time: Duration?
  package var threads: Int
  /// Of the walks only those whose number leaves this remainder when divided by `shardCount`.
  package var shard: Int
  package var shardCount: Int

  package init(
    seed: UInt64 = 1, walksMax: Int? = nil, onlyWalk: Int? = nil, depthMax: Int,
    time: Duration? = nil, threads: Int = 1, shard: Int = 0, shardCount: Int = 1
  ) {
    precondition(depthMax >= 1 && threads >= 1 && (walksMax ?? 0) >= 0)
    precondition((0..<shardCount).contains(shard), "there is no shard \(shard) of \(shardCount)")
    self.seed = seed
    self.walksMax = walksMax
    self.onlyWalk = onlyWalk
    self.depthMax = depthMax
    self.time = time
    self.threads = threads
    self.shard = shard
    self.shardCount = shardCount
  }

  /// How many walks there are to take.
  var walkCount: Int {
    if onlyWalk != nil { return 1 }
    guard let walksMax else { return (Int.max - shard) / shardCount }
    return walksMax <= shard ? 0 : (walksMax - shard - 1) / shardCount + 1
  }

  /// The number of the walk that is taken as the `index`-th.
  func walk(_ index: Int) -> Int { onlyWalk ?? shard + index * shardCount }
}
