import MeshComponents

/// Looking up keys in a ring of 1,000 nodes with 160 points each, and building one.
func ringBenchmarks() -> [Comparison] {
  let nodes = (0..<1000).map { HashRing.Node(id: "10.0.\($0 / 250).\($0 % 250):8080") }
  let ring = HashRing(nodes)
  let byHand = RingByHand(nodes.map(\.id))
  let keys = (0..<4096).map { "user-\($0 &* 7919)" }
  return [
    Comparison(
      name: "HashRing: look up a key, 160,000 points",
      component: Measurement(operations: 1_000_000) { count in
        for index in 0..<count { consume(ring.lookUp(keys[index & 4095])) }
      },
      byHand: Measurement(operations: 1_000_000) { count in
        for index in 0..<count { consume(byHand.lookUp(keys[index & 4095])) }
      }),
    Comparison(
      name: "HashRing: build, 160,000 points",
      component: Measurement(operations: 1) { _ in consume(HashRing(nodes)) },
      byHand: Measurement(operations: 1) { _ in consume(RingByHand(nodes.map(\.id))) }),
    Comparison(
      name: "HashRing: add a node and remove it, 160,000 points",
      component: Measurement(operations: 10) { count in
        for index in 0..<count {
          consume(ring.adding(.init(id: "new-\(index)")).removing("new-\(index)"))
        }
      },
      byHand: nil),
  ]
}

/// A ring as a user writes it: a dictionary of points, and a binary search in the sorted ones.
private struct RingByHand {
  private let owners: [Int: String]
  private let points: [Int]

  init(_ nodes: [String]) {
    var owners: [Int: String] = [:]
    for node in nodes {
      for replica in 0..<160 { owners["\(node)-\(replica)".hashValue] = node }
    }
    self.owners = owners
    points = owners.keys.sorted()
  }

  func lookUp(_ key: String) -> String? {
    let hash = key.hashValue
    var range = 0..<points.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if points[middle] < hash {
        range = middle + 1..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return owners[points[range.lowerBound == points.count ? 0 : range.lowerBound]]
  }
}
