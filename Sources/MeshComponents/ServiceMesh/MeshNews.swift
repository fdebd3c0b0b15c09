/// All services of a mesh at one version of it, as its proxies are told.
///
/// A proxy is always told the whole list: one that has missed some news is right again after the
/// next (what Envoy calls the state of the world, in distinction to deltas).
public struct MeshNews: Hashable, Sendable {
  /// Grows with every change of the mesh; 0 before the first.
  public let version: UInt64
  public let services: Set<String>

  public init(version: UInt64, services: Set<String>) {
    self.version = version
    self.services = services
  }

  /// What a proxy knows that has been told nothing.
  public static let none = MeshNews(version: 0, services: [])
}
