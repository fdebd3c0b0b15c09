/// What is wrong with a `FaultyRegistry`.
enum FaultyRegistryFault: String, CaseIterable, Sendable {
  case believedUnseen = "new instance is healthy unseen"
  case thresholdsAreNotRead = "thresholds are not read"
  case firstResultDecides = "first result decides"
  case failureResetsNothing = "failure does not end the passes"
  case passForgivesNothing = "pass does not end the failures"
  case registeringAgainReplaces = "registering again replaces"
  case failedProbeRenewsTheLease = "failed probe renews the lease"
  case nobodyIsDropped = "nobody is dropped"
  case looksDropNobody = "looking drops nobody"
  case servicesShareAnInstance = "services share an instance's entry"
  case instancesShareAService = "instances share their service's entry"
  case unknownIsCalled = "unknown instance is called"
  case lateResultBringsBack = "late result brings the entry back"

  var story: String {
    switch self {
    case .believedUnseen:
      "An instance is called on its own word, before any probe (Definition 3.1's registration)."
    case .thresholdsAreNotRead:
      "One lost probe takes an instance out: thresholds are stored and never read (Definition 3.2, "
        + "hashicorp/consul#2890)."
    case .firstResultDecides:
      "The counts begin so high that the first result applies at once, as it does after a start of "
        + "Consul's agent."
    case .failureResetsNothing: "Passes with failures between them count as passes in a row."
    case .passForgivesNothing: "Failures with passes between them count as failures in a row."
    case .registeringAgainReplaces:
      "An instance that registers again while it is there loses its health."
    case .failedProbeRenewsTheLease:
      "Any probe's end is a sign of life, so the dead stay as long as they are probed."
    case .nobodyIsDropped:
      "A crashed instance is there for ever (gliderlabs/registrator#190, Netflix/eureka#722)."
    case .looksDropNobody:
      "Only changes look at the lease, so the dead are still discovered after it."
    case .servicesShareAnInstance:
      "Entries are kept by instance alone, so a process that offers two services has one health."
    case .instancesShareAService:
      "Entries are kept by service alone, though the key is a pair (Definition 3.1)."
    case .unknownIsCalled: "Whoever is not known to be unhealthy is called."
    case .lateResultBringsBack:
      "The result of a probe writes the entry of an instance that has left meanwhile (entries that "
        + "come back after they were deregistered: hashicorp/consul#1188)."
    }
  }

  /// Two services show what they share, two instances everything else.
  var parameters: RegistryConformanceTests.Parameters {
    switch self {
    case .servicesShareAnInstance: .init(services: 2, instances: 1)
    case .believedUnseen, .thresholdsAreNotRead, .firstResultDecides, .failureResetsNothing,
      .passForgivesNothing, .registeringAgainReplaces, .failedProbeRenewsTheLease,
      .nobodyIsDropped, .looksDropNobody, .instancesShareAService, .unknownIsCalled,
      .lateResultBringsBack:
      .init()
    }
  }
}
