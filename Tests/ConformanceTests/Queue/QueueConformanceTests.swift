import Conformance
import MeshComponents
import Testing

/// The library's queue against `specs/components/queue.mesh`, edge by edge, for each policy.
///
/// The spec leaves its policy open, so each of the three queues is held to a part of the model of
/// its own.
@Suite("The queue's open model")
struct QueueConformanceTests {
  static func spec(capacity: Int, parcels: Int = 2, producers: Int = 2, consumers: Int = 2)
    -> String
  {
    """
    import "components/queue"
    entity Parcel(\(parcels))
    entity Producer(\(producers))
    entity Consumer(\(consumers))
    var queue: open Channel<Parcel, Producer, Consumer>(
      capacity: \(capacity), senders: \(producers), receivers: \(consumers))
    """
  }

  /// The spec leaves the policy open, so a model of all three would take one for another.
  static func choosing(_ policy: BoundedQueuePolicy) -> String {
    "\ninit { require queue.policy == .\(policy) }"
  }

  /// Capacity 2 is the spec's own.
  @Test(
    "is obeyed by the library's queue on every edge",
    arguments: [(1, ConformanceCoverage.complete()), (2, .complete()), (3, .everyEdge)])
  func conforms(capacity: Int, coverage: ConformanceCoverage) async throws {
    try await expectObedience(
      ofEach: BoundedQueuePolicy.allCases, to: Self.spec(capacity: capacity), coverage: coverage
    ) { QueueAdapter(capacity: capacity, policy: $0) }
  }

  @Test("is obeyed by the queue that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(ofEach: BoundedQueuePolicy.allCases, to: Self.spec(capacity: 1)) {
      FaultyQueue(fault: nil, capacity: 1, policy: $0)
    }
  }
}
