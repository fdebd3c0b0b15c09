import Conformance
import MeshComponents
import Testing

/// The library's queue against `specs/components/queue.mesh`, edge by edge, for each policy.
///
/// The spec chooses its policy at the beginning, so each of the three queues goes its own way
/// through the same graph: a run is left where the answers have shown that the way is another
/// policy's.
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
    for policy in BoundedQueuePolicy.allCases {
      try await expectObedience(
        of: QueueAdapter(capacity: capacity, policy: policy),
        to: Self.spec(capacity: capacity) + Self.choosing(policy), coverage: coverage)
    }
  }

  @Test("is obeyed by the queue that the faulty ones are made from")
  func faultless() async throws {
    for policy in BoundedQueuePolicy.allCases {
      try await expectObedience(
        of: FaultyQueue(fault: nil, capacity: 1, policy: policy),
        to: Self.spec(capacity: 1) + Self.choosing(policy))
    }
  }
}
