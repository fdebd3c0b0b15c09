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

  static func graph(capacity: Int, policy: BoundedQueuePolicy) throws -> TransitionGraph {
    // The spec leaves the policy open, so a model of all three would take one for another.
    let chosen = spec(capacity: capacity) + "\ninit { require queue.policy == .\(policy) }"
    return try TransitionGraph(exploring: typedSpec(chosen))
  }

  /// Capacity 2 is the spec's own; with 1 the states after each edge are told apart as well.
  @Test("is obeyed by the library's queue on every edge", arguments: [(1, 1), (2, 0), (3, 0)])
  func conforms(capacity: Int, lookahead: Int) async throws {
    for policy in BoundedQueuePolicy.allCases {
      let graph = try Self.graph(capacity: capacity, policy: policy)
      let report = await ConformanceCheck(graph: graph, lookahead: lookahead).run(
        QueueAdapter(capacity: capacity, policy: policy))
      #expect(report.divergence?.description == nil)
      #expect(report.edges == graph.edgeCount && report.edgesDriven == graph.edgeCount)
    }
  }

  @Test("is obeyed by the queue that the faulty ones are made from")
  func faultless() async throws {
    for policy in BoundedQueuePolicy.allCases {
      let graph = try Self.graph(capacity: 1, policy: policy)
      let report = await ConformanceCheck(graph: graph, lookahead: 1).run(
        FaultyQueue(fault: nil, capacity: 1, policy: policy))
      #expect(report.divergence?.description == nil)
    }
  }
}
