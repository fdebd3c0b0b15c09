/// Where a mesh's configuration is kept, somewhere over the network.
public protocol MeshControlPlane: Sendable {
  /// Takes a service in. Whoever throws has not taken it in.
  func admit(_ service: String) async throws
  /// Forgets a service; one that cannot be reached finds out by itself that it is gone.
  func withdraw(_ service: String) async
}

/// The control plane of a mesh that lives in one process: it takes in everybody.
public struct LocalControlPlane: MeshControlPlane {
  public init() {}
  public func admit(_ service: String) async throws {}
  public func withdraw(_ service: String) async {}
}

/// Why a service has not joined a mesh. Nothing has changed then.
public enum MeshRegistrationError: Error {
  /// There is a service of this name.
  case alreadyRegistered
  /// Somebody is joining, or leaving, by this name just now.
  case underWay
  /// The control plane has not taken it in, for this reason.
  case refused(any Error)
}
