/// One that requests may be sent to.
///
/// ```swift
/// let backend = Backend(id: "10.0.0.7:8080", weight: 3)
/// ```
public struct Backend: Hashable, Sendable {
  /// The largest weight.
  public static let weightMax = 65_535

  /// What tells it from others; ids are compared as UTF-8 bytes.
  public let id: String
  /// Its share of the requests where an algorithm heeds weights, from 1 to `weightMax`.
  public let weight: Int

  public init(id: String, weight: Int = 1) {
    precondition((1...Self.weightMax).contains(weight), "\(id) with weight \(weight)")
    self.id = id
    self.weight = weight
  }
}

extension Backend: Weighted {}
