/// Chooses a backend for each request, among those of the newest snapshot.
///
/// ```swift
/// let balancer = LoadBalancer(.leastConnections())
/// balancer.update([.init(id: "10.0.0.7:80"), .init(id: "10.0.0.8:80")], version: 1)
/// if let lease = balancer.pick() {
///   try await client.get("http://\(lease.id)/price")
///   lease.finish()
/// }
/// ```
///
/// A value that shares its state: copies are the same balancer. Each algorithm is a pure state
/// machine, checked edge by edge against its spec; the lock around it is in `LoadBalancerStorage`.
///
/// Who is healthy is for others to say: a snapshot has those that may be picked.
public struct LoadBalancer: Sendable {
  private let storage: LoadBalancerStorage

  /// A balancer without backends.
  ///
  /// Without a generator of randomness it has one that is fast, and seeded by the system's.
  public init(
    _ algorithm: LoadBalancingAlgorithm,
    random: (any RandomNumberGenerator & Sendable)? = nil
  ) {
    storage = LoadBalancerStorage(algorithm, random ?? Self.generator())
  }

  /// A balancer by consistent hashing whose points are placed in another way than the library's.
  public init(
    pointsPerWeight: Int = 160, placement: any HashRingPlacement,
    random: (any RandomNumberGenerator & Sendable)? = nil
  ) {
    let machine = HashBalancerStateMachine(pointsPerWeight: pointsPerWeight, placement: placement)
    storage = .consistentHash(LockedBalancer(machine, random ?? Self.generator()))
  }

  /// The version of the snapshot that it follows; nil before the first.
  public var version: UInt64? { storage.version }

  /// Takes over a snapshot of those that may be picked, if it is newer than what the balancer has.
  ///
  /// Snapshots may come late and in any order: the balancer never goes back. Of several backends
  /// with one id the heaviest counts. Requests under way at those that leave go on being counted.
  /// - Complexity: O(backends · log backends), and for consistent hashing O(points).
  @discardableResult
  public func update(_ backends: some Sequence<Backend>, version: UInt64) -> LoadBalancerUpdate {
    storage.update(backends.sortedByID(), version: version)
  }

  /// Chooses a backend for a request; nil where there is none, or each has as much as it may.
  ///
  /// - Parameter key: what keeps requests together where backends are chosen by consistent hash: a
  ///   user, a session. A request without a key then belongs anywhere, and chance decides. Other
  ///   algorithms do not look at it.
  public func pick(key: String? = nil) -> LoadBalancerLease? {
    pick(point: key.map { XXHash64.hash(of: $0) })
  }

  /// One of its own for each balancer, so that hosts do not draw alike.
  private static func generator() -> SplitMix64 { SplitMix64(seed: .random(in: .min ... .max)) }

  /// Chooses a backend for a request by where its key is on the ring, for callers that have hashed
  /// it already.
  public func pick(point: UInt64?) -> LoadBalancerLease? {
    guard let choice = storage.pick(point: point) else { return nil }
    return LoadBalancerLease(choice, storage: storage.isCounting ? storage : nil)
  }
}

/// The backend that a request goes to, given by `LoadBalancer.pick()`.
///
/// It cannot be copied, and the request is over when it is finished or dropped: so each request is
/// counted down once, however it ends. Where that is forgotten, as with a request that is
/// cancelled, a backend looks busy for ever.
public struct LoadBalancerLease: ~Copyable, Sendable {
  /// The backend's.
  public let id: String
  private let slot: Int
  private let storage: LoadBalancerStorage?

  init(_ choice: BalancerChoice, storage: LoadBalancerStorage?) {
    id = choice.id
    slot = choice.slot
    self.storage = storage
  }

  deinit { storage?.finish(slot) }

  /// The request has ended: answered, failed or cancelled.
  public consuming func finish() {}
}
