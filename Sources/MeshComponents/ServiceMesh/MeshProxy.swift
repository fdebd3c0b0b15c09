import Synchronization

/// What stands beside a service of a mesh and knows whom it may call.
public final class MeshProxy: Sendable {
  /// The service that it belongs to.
  public let service: String
  private let latest = Mutex(MeshNews.none)

  init(of service: String) { self.service = service }

  /// What it was told last.
  public var news: MeshNews { latest.withLock { $0 } }

  /// Takes news in, unless it has newer ones.
  ///
  /// News may overtake one another on their way. An older list after a newer one would bring back
  /// services that are gone, as the plan did that emptied a region's name records in October 2025.
  /// - Returns: whether the news were newer.
  @discardableResult
  public func receive(_ news: MeshNews) -> Bool {
    latest.withLock { latest in
      guard latest.version < news.version else { return false }
      latest = news
      return true
    }
  }
}

/// How news get from the mesh to its proxies.
public protocol MeshChannel: Sendable {
  /// Returns when the proxy has the news, or throws when it may not have them.
  func send(_ news: MeshNews, to proxy: MeshProxy) async throws
}

/// News for proxies of the same process, which arrive always and at once.
public struct LocalChannel: MeshChannel {
  public init() {}
  public func send(_ news: MeshNews, to proxy: MeshProxy) async throws { proxy.receive(news) }
}
