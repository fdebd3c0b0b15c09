/// Where a mesh sends requests of some kind.
///
/// ```swift
/// let canary = RoutingRule(
///   from: "reviews", when: [.header("X-Group", "testers")], to: "reviews-canary")
/// ```
public struct RoutingRule: Hashable, Sendable {
  /// What a request must be like.
  public enum Condition: Hashable, Sendable {
    case method(String)
    /// The target begins with it, whole segments only: `/cart` is a prefix of `/cart/7`, not of
    /// `/cartoon`.
    case pathPrefix(String)
    /// Some field of the name, whose case does not matter, has exactly the value.
    case header(String, String)
  }

  /// The service that the caller asks for.
  public let service: String
  /// All must be met; none means every request.
  public let conditions: [Condition]
  /// The service that it gets.
  public let destination: String

  public init(from service: String, when conditions: [Condition] = [], to destination: String) {
    self.service = service
    self.conditions = conditions
    self.destination = destination
  }

  /// Is the request one of those that the rule is for?
  public func matches(_ request: HTTPRequest, to service: String) -> Bool {
    service == self.service && conditions.allSatisfy { $0.isMet(by: request) }
  }
}

extension RoutingRule.Condition {
  fileprivate func isMet(by request: HTTPRequest) -> Bool {
    switch self {
    case .method(let method): return request.method == method
    case .header(let name, let value): return request.headers.values(of: name).contains(value)
    case .pathPrefix(let prefix):
      guard request.path.hasPrefix(prefix) else { return false }
      let rest = request.path.dropFirst(prefix.count)
      return rest.isEmpty || prefix.hasSuffix("/") || rest.hasPrefix("/")
    }
  }
}

/// The rules of a mesh, in their order.
public struct RoutingRules: Hashable, Sendable, ExpressibleByArrayLiteral {
  public let rules: [RoutingRule]

  public init(_ rules: [RoutingRule]) { self.rules = rules }

  public init(arrayLiteral rules: RoutingRule...) { self.init(rules) }

  /// Where a request to a service goes: the first rule that matches decides, and once only, so
  /// rules cannot send a request round in circles. Without one it goes where it was sent.
  public func destination(of request: HTTPRequest, to service: String) -> String {
    rules.first { $0.matches(request, to: service) }?.destination ?? service
  }
}
