import MeshComponents

extension OpenModel {
  static let balancers: [OpenModel] = turns + counts + draws

  private static let turns: [OpenModel] =
    [3, 4].map { backends in
      OpenModel(
        "round-robin", "\(backends) backends", BalancerSpecs.roundRobin(backends: backends),
        BalancerAdapter(.roundRobin))
    }
    + [(3, 3), (4, 3), (3, 4)].map { backends, heaviest in
      OpenModel(
        "weighted-round-robin", "\(backends) backends, every weight up to \(heaviest)",
        choices: ChosenPlacement.digits(backends, below: heaviest).map { $0.map { $0 + 1 } },
        BalancerSpecs.weightedRoundRobin(backends: backends, heaviest: heaviest)
      ) { BalancerAdapter(.weightedRoundRobin, weights: $0) }
    }

  private static let counts: [OpenModel] = [(3, 2), (4, 2), (3, 3)].flatMap { backends, requests in
    [
      OpenModel(
        "least-connections", "\(backends) backends, \(requests) requests each",
        BalancerSpecs.leastConnections(backends: backends, requests: requests),
        BalancerAdapter(.leastConnections(connectionsMax: requests))),
      OpenModel(
        "two-choices", "\(backends) backends, \(requests) requests each",
        BalancerSpecs.twoChoices(backends: backends, requests: requests),
        BalancerAdapter(.twoChoices(connectionsMax: requests))),
    ]
  }

  private static let draws: [OpenModel] =
    [3, 4].map { backends in
      OpenModel(
        "random-choice", "\(backends) backends", BalancerSpecs.randomChoice(backends: backends),
        BalancerAdapter(.random))
    }
    + [(3, 1, 4), (4, 1, 4), (3, 2, 4), (3, 1, 5)].map { backends, replicas, points in
      OpenModel(
        "hash-balancer", "\(backends) backends, replicas \(replicas), points \(points)",
        choices: ChosenPlacement.all(nodes: backends, replicas: replicas, points: points),
        BalancerSpecs.hashBalancer(backends: backends, replicas: replicas, points: points)
      ) { BalancerConformanceTests.hashing($0, points: points) }
    }

  static let ring: [OpenModel] = [(3, 2, 3), (4, 2, 3), (3, 3, 3), (3, 2, 4)].map {
    nodes, replicas, points in
    OpenModel(
      "ring", "\(nodes) nodes, replicas \(replicas), points \(points)",
      choices: ChosenPlacement.all(nodes: nodes, replicas: replicas, points: points),
      RingConformanceTests.spec(nodes: nodes, replicas: replicas, points: points)
    ) { RingAdapter(placement: ChosenPlacement(points: $0, scale: .spread(points))) }
  }
}
