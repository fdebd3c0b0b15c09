import Conformance

/// A mesh as it is often written, with one fault at a time; without any it obeys the spec.
struct FaultyMesh: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case registersHalf = "failed registration stays"
    case replacesWhoIsThere = "registering again replaces"
    case proxyStays = "proxy stays when its service leaves"
    case newsAreAdded = "news are added to the old list"
    case leaversAreNotNews = "nobody is told who leaves"
    case oneIsTold = "telling one counts as telling all"
    case goesByTheMesh = "routes to whom the proxy was not told of"
    case goesToTheGone = "routes to whoever was there"
    case remembersOldNews = "who registers again knows the old list"

    var story: String {
      switch self {
      case .registersHalf:
        "Service and proxy are put in, then the control plane fails, and nobody takes them out "
          + "(section 2.2 of the theory)."
      case .replacesWhoIsThere:
        "To register again gives the service an empty proxy, and says that all is well "
          + "(section 2.2 of the theory)."
      case .proxyStays: "A service that has left goes on being called through its proxy."
      case .newsAreAdded:
        "News are merged into what a proxy knows, so that what has gone stays there "
          + "(linkerd/linkerd2#8956)."
      case .leaversAreNotNews:
        "Only those who come are told of; who has gone is called until the proxy restarts "
          + "(linkerd/linkerd#1626)."
      case .oneIsTold: "The mark that there is news is one for all proxies."
      case .goesByTheMesh: "The proxy asks the mesh's own list instead of what it was told."
      case .goesToTheGone: "The proxy does not look whether the other one is still there."
      case .remembersOldNews: "What a proxy knew is kept by its service's name."
      }
    }
  }

  let fault: Fault?
  private var services: Set<SpecificationValue> = []
  private var proxies: Set<SpecificationValue> = []
  private var told: [SpecificationValue: Set<SpecificationValue>] = [:]
  private var pending: Set<SpecificationValue> = []

  init(fault: Fault?) { self.fault = fault }

  mutating func reset() { self = FaultyMesh(fault: fault) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    let service = call.arguments[0]
    switch call.transition {
    case "register": return .bool(register(service, controlPlaneAnswers: call.arguments[1] == true))
    case "deregister": return .bool(deregister(service))
    case "deliver":
      deliver(to: service)
      return .nothing
    case "route": return .bool(isRouted(from: service, to: call.arguments[1]))
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func register(
    _ service: SpecificationValue, controlPlaneAnswers: Bool
  ) -> Bool {
    if services.contains(service) {
      guard fault == .replacesWhoIsThere, controlPlaneAnswers else { return false }
      told[service] = []
      return true
    }
    if !controlPlaneAnswers && fault != .registersHalf { return false }
    services.insert(service)
    proxies.insert(service)
    pending = services
    return controlPlaneAnswers
  }

  private mutating func deregister(_ service: SpecificationValue) -> Bool {
    guard services.remove(service) != nil else { return false }
    if fault != .proxyStays { proxies.remove(service) }
    if fault != .remembersOldNews { told[service] = [] }
    pending = fault == .leaversAreNotNews ? pending.subtracting([service]) : services
    return true
  }

  private mutating func deliver(to service: SpecificationValue) {
    // Whoever thinks that nobody waits sends nothing.
    guard pending.contains(service) else { return }
    told[service] = fault == .newsAreAdded ? told[service, default: []].union(services) : services
    pending = fault == .oneIsTold ? [] : pending.subtracting([service])
  }

  private func isRouted(
    from service: SpecificationValue, to other: SpecificationValue
  ) -> Bool {
    let known = fault == .goesByTheMesh ? services : told[service, default: []]
    return known.contains(other) && (proxies.contains(other) || fault == .goesToTheGone)
  }
}
