extension MeshMembership {
  /// A service asks to join: before the control plane is asked, which takes time.
  ///
  /// Its name is reserved until `endRegistration`, as somebody else could join by it meanwhile.
  mutating func beginRegistration(
    of service: String
  ) -> Result<Void, MeshRegistrationError> {
    if members[service] != nil { return .failure(.alreadyRegistered) }
    if reserved.contains(service) { return .failure(.underWay) }
    reserve(service)
    return .success(())
  }

  /// The control plane has answered: the service and its proxy join together, or not at all.
  mutating func endRegistration(of service: String, as proxy: Proxy, controlPlaneAnswers: Bool) {
    precondition(reserved.contains(service), "'\(service)' joins without having asked")
    release(service)
    if controlPlaneAnswers { set(Member(proxy: proxy), for: service) }
  }

  /// A service leaves, and its proxy with it; false when it is not there.
  ///
  /// Its name stays reserved until `endDeregistration`: who joined by it before the control plane
  /// has forgotten it would be forgotten instead.
  mutating func beginDeregistration(of service: String) -> Bool {
    guard members[service] != nil else { return false }
    set(nil, for: service)
    reserve(service)
    return true
  }

  /// The control plane has forgotten the service.
  mutating func endDeregistration(of service: String) { release(service) }

  /// The proxy of a service has taken in news of a version.
  ///
  /// Confirmations may come in any order: what was confirmed once stays so, and one of a proxy that
  /// has left meanwhile says nothing.
  mutating func confirm(_ version: UInt64, by service: String) {
    guard let member = members[service], member.confirmed < version else { return }
    setConfirmed(version, by: service)
  }
}
