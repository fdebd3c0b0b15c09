import Conformance

extension SeededFault {
  static let balancer: [SeededFault] = turns + counts + draws

  private static let turns: [SeededFault] = FaultyTurns.Fault.allCases.map { fault in
    let weights = fault.isWeighted ? [3, 1, 1] : nil
    return transitions(
      of: "LoadBalancer", fault.rawValue, fault.story,
      spec: weights.map { BalancerSpecs.weightedRoundRobin(weights: $0) }
        ?? BalancerSpecs.roundRobin()
    ) {
      FaultyTurns(fault: fault, weights: weights)
    }
  }

  private static let counts: [SeededFault] = FaultyCounts.Fault.allCases.map { fault in
    transitions(
      of: "LoadBalancer", fault.rawValue, fault.story,
      spec: fault.isDrawn ? BalancerSpecs.twoChoices() : BalancerSpecs.leastConnections()
    ) {
      FaultyCounts(fault: fault)
    }
  }

  private static let draws: [SeededFault] = FaultyDraws.Fault.allCases.map { fault in
    transitions(
      of: "LoadBalancer", fault.rawValue, fault.story,
      // Who has left is a memory that the spec does not have.
      coverage: .complete(extraStates: fault == .leftAreDrawn ? 1 : 0),
      spec: fault.isKeyed
        ? BalancerSpecs.hashBalancer([[0], [2], [2]]) : BalancerSpecs.randomChoice()
    ) {
      FaultyDraws(fault: fault)
    }
  }
}
