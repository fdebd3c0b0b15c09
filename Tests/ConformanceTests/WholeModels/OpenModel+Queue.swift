import MeshComponents

extension OpenModel {
  static let queue: [OpenModel] = [
    queue(capacity: 2),
    queue(capacity: 3),
    queue(capacity: 2, parcels: 3),
    queue(capacity: 2, producers: 3),
    queue(capacity: 2, consumers: 3),
  ]

  private static func queue(
    capacity: Int, parcels: Int = 2, producers: Int = 2, consumers: Int = 2
  ) -> OpenModel {
    OpenModel(
      "queue",
      "capacity \(capacity), \(parcels) messages, \(producers) senders, \(consumers) receivers",
      choices: BoundedQueuePolicy.allCases,
      QueueConformanceTests.spec(
        capacity: capacity, parcels: parcels, producers: producers, consumers: consumers)
    ) { QueueAdapter(capacity: capacity, policy: $0) }
  }
}
