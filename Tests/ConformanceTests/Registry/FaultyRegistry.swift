import Conformance

/// A registry as it is often written, with one fault at a time; without any it obeys the spec at
/// thresholds of two and a lease of two ticks.
struct FaultyRegistry: ImplementationUnderTest {
  struct Key: Hashable {
    var service: SpecificationValue?
    var instance: SpecificationValue?
  }

  enum Health: String { case unknown, healthy, unhealthy }

  struct Entry {
    var health = Health.unknown
    var passes = 0
    var misses = 0
    var expiry: Int
  }

  let fault: FaultyRegistryFault?
  private(set) var now = 0
  var entries: [Key: Entry] = [:]
  private static let lease = 2
  private var threshold: Int { fault == .thresholdsAreNotRead ? 1 : 2 }

  init(fault: FaultyRegistryFault?) { self.fault = fault }

  mutating func reset() { self = FaultyRegistry(fault: fault) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    perform(call.transition, call.arguments)
  }

  mutating func perform(
    _ transition: String, _ arguments: [SpecificationValue]
  ) -> SpecificationValue {
    switch transition {
    case "register": return .bool(register(key(arguments)))
    case "deregister": return .bool(deregister(key(arguments)))
    case "report": return report(key(arguments), passed: arguments[2] == true)
    case "discover": return .set(discover(arguments[0]))
    case "tick":
      now += 1
      return .nothing
    default: preconditionFailure("the spec has no other call: \(transition)")
    }
  }

  func key(_ arguments: [SpecificationValue]) -> Key {
    Key(
      service: fault == .servicesShareAnInstance ? nil : arguments[0],
      instance: fault == .instancesShareAService ? nil : arguments[1])
  }

  /// What is there, unless its lease is over.
  func entry(_ key: Key) -> Entry? {
    guard let entry = entries[key] else { return nil }
    return entry.expiry > now || fault == .nobodyIsDropped ? entry : nil
  }

  func newEntry() -> Entry {
    Entry(
      health: fault == .believedUnseen ? .healthy : .unknown,
      passes: fault == .firstResultDecides ? 1 : 0, misses: fault == .firstResultDecides ? 1 : 0,
      expiry: now + Self.lease)
  }

  private mutating func register(_ key: Key) -> Bool {
    if entry(key) != nil && fault != .registeringAgainReplaces { return false }
    let isNew = entry(key) == nil
    entries[key] = newEntry()
    return isNew
  }

  private mutating func deregister(_ key: Key) -> Bool {
    if entry(key) == nil { return false }
    entries[key] = nil
    return true
  }

  private mutating func report(_ key: Key, passed: Bool) -> SpecificationValue {
    guard var entry = entry(key) ?? (fault == .lateResultBringsBack ? newEntry() : nil) else {
      return .none
    }
    if passed { pass(&entry) } else { miss(&entry) }
    entries[key] = entry
    return .enumCase(entry.health.rawValue)
  }

  private func pass(_ entry: inout Entry) {
    if fault != .passForgivesNothing { entry.misses = 0 }
    entry.expiry = now + Self.lease
    if entry.health == .healthy { return }
    entry.passes += 1
    guard entry.passes >= threshold else { return }
    (entry.health, entry.passes) = (.healthy, 0)
  }

  private func miss(_ entry: inout Entry) {
    if fault != .failureResetsNothing { entry.passes = 0 }
    if fault == .failedProbeRenewsTheLease { entry.expiry = now + Self.lease }
    if entry.health == .unhealthy { return }
    entry.misses += 1
    guard entry.misses >= threshold else { return }
    (entry.health, entry.misses) = (.unhealthy, 0)
  }

  private func discover(_ service: SpecificationValue) -> [SpecificationValue] {
    (0..<2).map(SpecificationValue.identity).filter { instance in
      let key = key([service, instance])
      guard let entry = fault == .looksDropNobody ? entries[key] : entry(key) else { return false }
      return entry.health == .healthy || fault == .unknownIsCalled && entry.health == .unknown
    }
  }
}
