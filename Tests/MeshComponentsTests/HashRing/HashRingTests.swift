import Testing

@testable import MeshComponents

@Suite("A hash ring")
struct HashRingTests {
  /// Few points, so that nodes meet on them.
  struct Crowded: HashRingPlacement {
    var points: UInt64

    func point(of id: String, replica: Int) -> UInt64 {
      XXHash64.hash(of: id, seed: UInt64(replica)) % points
    }
  }

  static func nodes(_ count: Int) -> [HashRing.Node] {
    (0..<count).map { .init(id: "node-\($0)", weight: 1 + $0 % 3) }
  }

  static let keys = (0..<2000).map { "key-\($0)" }

  @Test("without nodes owns nothing")
  func empty() {
    var ring = HashRing()
    #expect(ring.lookUp("key") == nil)
    let isRemoved = ring.remove("node")
    #expect(!isRemoved)
    #expect(ring.adding(.init(id: "node")).removing("node") == ring)
  }

  @Test("agrees with a search through all points", arguments: [7, 1000, .max] as [UInt64])
  func slowTwin(points: UInt64) {
    let placement = Crowded(points: points)
    let ring = HashRing(Self.nodes(9), pointsPerWeight: 5, placement: placement)
    let all = Self.nodes(9).flatMap { node in
      (0..<node.weight * 5).map { (placement.point(of: node.id, replica: $0), node.id) }
    }.sorted { $0 < $1 }
    var random = SplitMix64(seed: points)
    for _ in 0..<2000 {
      let key = random.next() % points
      let owner = (all.first { $0.0 >= key } ?? all[0]).1
      #expect(ring.lookUp(point: key) == owner, "points \(points), key \(key)")
    }
    for (point, _) in all {
      #expect(ring.lookUp(point: point) == all.first { $0.0 == point }?.1)
    }
  }

  @Test("depends on who is in it and not on the order", arguments: [50, .max] as [UInt64])
  func order(points: UInt64) {
    let placement = Crowded(points: points)
    let ring = HashRing(Self.nodes(12), pointsPerWeight: 10, placement: placement)
    for seed in 0..<20 {
      var random = SplitMix64(seed: UInt64(seed))
      let shuffled = Self.nodes(12).shuffled(using: &random)
      var grown = HashRing(pointsPerWeight: 10, placement: placement)
      for node in shuffled {
        grown.add(node)
        grown.add(.init(id: "passing", weight: 2))
        grown.remove("passing")
      }
      #expect(grown == ring, "seed \(seed)")
      #expect(HashRing(shuffled, pointsPerWeight: 10, placement: placement) == ring)
      for node in shuffled.dropFirst(6) { grown.remove(node.id) }
      let rest = HashRing(shuffled.prefix(6), pointsPerWeight: 10, placement: placement)
      #expect(grown == rest, "seed \(seed)")
    }
  }

  @Test("moves only the keys of a node that leaves, and to one that joins")
  func disruption() {
    let ring = HashRing(Self.nodes(20))
    let smaller = ring.removing("node-7")
    #expect(smaller.nodes.count == 19 && ring.nodes.count == 20)
    for key in Self.keys {
      let owner = ring.lookUp(key)
      #expect(owner == "node-7" ? smaller.lookUp(key) != owner : smaller.lookUp(key) == owner)
    }
    #expect(smaller.adding(.init(id: "node-7", weight: 2)) == ring)
  }

  @Test("moves keys only to a node whose weight grows")
  func growing() {
    let ring = HashRing(Self.nodes(20))
    let heavier = ring.removing("node-3").adding(.init(id: "node-3", weight: 4))
    for key in Self.keys where heavier.lookUp(key) != "node-3" {
      #expect(heavier.lookUp(key) == ring.lookUp(key))
    }
  }

  @Test("lets a second node with an id change nothing, and builds with the heaviest")
  func sameID() {
    var ring = HashRing([.init(id: "a"), .init(id: "b", weight: 2)])
    let isAdded = ring.add(.init(id: "b", weight: 3))
    #expect(!isAdded && ring.nodes.map(\.weight) == [1, 2])
    let twice = [HashRing.Node(id: "b"), .init(id: "a"), .init(id: "b", weight: 2)]
    #expect(HashRing(twice) == ring && HashRing(twice.reversed()) == ring)
  }

  @Test("tells ids apart by their bytes")
  func bytes() {
    let ring = HashRing([.init(id: "caf\u{E9}"), .init(id: "cafe\u{301}")])
    #expect(ring.nodes.count == 2)
    #expect(ring.removing("caf\u{E9}").lookUp("key")?.utf8.count == 6)
  }

  /// By id, the part of the circle that each node owns.
  static func shares(of ring: HashRing) -> [String: Double] {
    var shares: [String: Double] = [:]
    var previous = ring.table.entries.last?.point ?? 0
    for entry in ring.table.entries {
      let arc = Double(entry.point &- previous) / 0x1p64
      shares[ring.nodes[Int(entry.owner)].id, default: 0] += arc
      previous = entry.point
    }
    return shares
  }

  /// With n nodes of k points the share of one is distributed as Beta(k, k(n - 1)): its relative
  /// standard deviation is sqrt((n - 1) / (nk + 1)). That of 1,000 shares estimates it with a
  /// relative error of about 1 / sqrt(2000), and 10 % is four and a half times as much. Nobody has
  /// more than 1 + 6 deviations, which one in a million such rings would break.
  @Test("shares the circle as evenly as theory says", arguments: [40, 160])
  func balance(points: Int) {
    let count = 1000
    let nodes = (0..<count).map { HashRing.Node(id: "10.0.\($0 / 250).\($0 % 250):8080") }
    let ring = HashRing(nodes, pointsPerWeight: points)
    let relative = Self.shares(of: ring).values.map { $0 * Double(count) }
    #expect(abs(relative.reduce(0, +) / Double(count) - 1) < 1e-9)
    let variance = relative.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / Double(count)
    let expected = (Double(count - 1) / Double(count * points + 1)).squareRoot()
    #expect(abs(variance.squareRoot() / expected - 1) < 0.1, "\(variance.squareRoot())")
    #expect((relative.max() ?? 0) < 1 + 6 * expected)
  }

  /// A node with 480 of 640 points has 3/4 of the circle, with a standard deviation of
  /// sqrt(3/4 · 1/4 / 641) = 0.017; 0.086 is five of these.
  @Test("shares the circle by weights")
  func weights() {
    let shares = Self.shares(of: HashRing([.init(id: "a", weight: 3), .init(id: "b")]))
    #expect(abs((shares["a"] ?? 0) - 0.75) < 0.086)
  }
}
