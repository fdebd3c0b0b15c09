/// Who belongs to a mesh and what their proxies have confirmed: a pure state machine.
///
/// It is `specs/components/mesh.mesh` in Swift. A member is a service together with its proxy, so
/// neither can be there without the other, and who waits for news is whoever has confirmed an older
/// version than there is: nothing has to be kept in step. The inputs are in
/// `MeshMembership+Transition.swift`.
struct MeshMembership<Proxy: Sendable>: Sendable {
  struct Member: Sendable {
    let proxy: Proxy
    /// The version of the news that the proxy has confirmed.
    var confirmed: UInt64 = 0
  }

  /// By the service's name.
  private(set) var members: [String: Member] = [:]
  private(set) var version: UInt64 = 0
  /// Names that somebody joins or leaves by, until the control plane has answered.
  private(set) var reserved: Set<String> = []

  /// What there is to tell.
  var news: MeshNews { MeshNews(version: version, services: Set(members.keys)) }

  /// Members whose proxies do not know the latest, in no order.
  var pending: Set<String> { Set(members.filter { $0.value.confirmed < version }.keys) }

  mutating func reserve(_ service: String) { reserved.insert(service) }

  mutating func release(_ service: String) { reserved.remove(service) }

  /// Changes who belongs to the mesh, of which everybody is to be told.
  mutating func set(_ member: Member?, for service: String) {
    members[service] = member
    version += 1
  }

  mutating func setConfirmed(_ version: UInt64, by service: String) {
    members[service]?.confirmed = version
  }
}
