import Conformance
import MeshComponents
import Testing

/// The library's queue against `specs/components/queue.mesh`, edge by edge, for each policy.
///
/// The spec chooses its policy at the beginning, so each of the three queues goes its own way through
/// the same graph: a run is left where the answers have shown that the way is another policy's.
@Suite("The queue's open model")
struct QueueConformanceTests {
  static func spec(capacity: Int, letters: Int = 2, writers: Int = 2, readers: Int = 2) -> String {
    """
    import "components/queue"
    entity Letter(\(letters))
    entity Writer(\(writers))
    entity Reader(\(readers))
    var queue: open Channel<Letter, Writer, Reader>(
      capacity: \(capacity), senders: \(writers), receivers: \(readers))
    """
  }

  static func graph(capacity: Int) throws -> TransitionGraph {
    try TransitionGraph(exploring: typedSpec(spec(capacity: capacity)))
  }

  @Test(
    "is obeyed by the library's queue on every edge", arguments: BoundedQueuePolicy.allCases,
    [1, 2, 3])
  func conforms(policy: BoundedQueuePolicy, capacity: Int) async throws {
    let graph = try Self.graph(capacity: capacity)
    let report = await ConformanceCheck(graph: graph, lookahead: capacity == 1 ? 1 : 0).run(
      QueueAdapter(capacity: capacity, policy: policy))
    #expect(report.divergence?.description == nil)
    #expect(report.edges == graph.edgeCount && report.runs >= graph.edgeCount)
  }

  @Test(
    "is obeyed by the queue that the faulty ones are made from",
    arguments: BoundedQueuePolicy.allCases)
  func faultless(policy: BoundedQueuePolicy) async throws {
    let report = await ConformanceCheck(graph: try Self.graph(capacity: 2), lookahead: 1).run(
      FaultyQueue(fault: nil, capacity: 2, policy: policy))
    #expect(report.divergence?.description == nil)
  }
}
