/// Open models of the six balancers.
enum BalancerSpecs {
  static func roundRobin(backends: Int = 3) -> String {
    """
    import "components/round-robin"
    var alone: open RoundRobin(backends: \(backends))
    """
  }

  /// The spec leaves weights open.
  static func weightedRoundRobin(backends: Int, heaviest: Int) -> String {
    """
    import "components/weighted-round-robin"
    var alone: open WeightedRoundRobin(backends: \(backends), heaviest: \(heaviest))
    """
  }

  /// With these weights.
  static func weightedRoundRobin(weights: [Int], heaviest: Int = 3) -> String {
    """
    \(weightedRoundRobin(backends: weights.count, heaviest: heaviest))
    init {
    \(requirements("weight", weights))
    }
    """
  }

  static func leastConnections(backends: Int = 3, requests: Int = 2) -> String {
    """
    import "components/least-connections"
    var alone: open LeastConnections(backends: \(backends), requests: \(requests))
    """
  }

  static func twoChoices(backends: Int = 3, requests: Int = 2) -> String {
    """
    import "components/two-choices"
    var alone: open TwoChoices(backends: \(backends), requests: \(requests))
    """
  }

  /// The spec leaves the hash function open.
  static func hashBalancer(backends: Int, replicas: Int, points: Int) -> String {
    """
    import "components/hash-balancer"
    var alone: open HashBalancer(
      backends: \(backends), replicas: \(replicas), points: \(points))
    """
  }

  /// With these points.
  static func hashBalancer(_ placement: [[Int]], points: Int = 4) -> String {
    let places = placement.enumerated().map { node, replicas in
      requirements("ring.hash[\(node)]", replicas)
    }
    return """
      \(hashBalancer(backends: placement.count, replicas: placement[0].count, points: points))
      init {
      \(places.joined(separator: "\n"))
      }
      """
  }

  static func randomChoice(backends: Int = 3) -> String {
    """
    import "components/random-choice"
    var alone: open RandomChoice(backends: \(backends))
    """
  }

  private static func requirements(_ map: String, _ values: [Int]) -> String {
    values.enumerated().map { "  require alone.\(map)[\($0)] == \($1)" }.joined(separator: "\n")
  }
}
