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

  /// By id, one of each: of several the heaviest, so the order in which they came does not matter.
  static func sorted(_ backends: some Sequence<Backend>) -> [Backend] {
    let sorted = backends.sorted { first, second in
      isOrdered(first.id, second.id)
        || !isOrdered(second.id, first.id) && first.weight > second.weight
    }
    var distinct: [Backend] = []
    distinct.reserveCapacity(sorted.count)
    for backend in sorted where distinct.last.map({ isOrdered($0.id, backend.id) }) ?? true {
      distinct.append(backend)
    }
    return distinct
  }
}
