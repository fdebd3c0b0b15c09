import Interleavings

extension SeededFault {
  static let registry: [SeededFault] = registryTransitions + registryThreads + [registryOrders]

  private static let registryTransitions = FaultyRegistryFault.allCases.map { fault in
    transitions(
      of: "ServiceRegistry", fault.rawValue, fault.story,
      spec: RegistryConformanceTests.spec(fault.parameters)
    ) {
      FaultyRegistry(fault: fault)
    }
  }

  private static let registryThreads = RacyRegistry.Fault.allCases.map { fault in
    threads(
      of: "ServiceRegistry", fault.rawValue, fault.story, spec: RegistryLoad.spec,
      threads: RegistryLoad.threads, rounds: 20_000
    ) { number in
      RegistryLoad.round(number, fault: fault)
    }
  }

  private static let registryOrders = orders(
    of: "ServiceRegistry", "watchers are told outside the lock",
    "Two writers swap their news on the way, and a watcher keeps the older; stale endpoints are "
      + "linkerd/linkerd2#11480."
  ) { simulation in
    try await RegistryWatching.looseVersions(simulation)
  }
}
