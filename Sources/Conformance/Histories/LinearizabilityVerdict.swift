/// Whether the calls of a history can be put into an order.
public enum LinearizabilityVerdict: Sendable {
  case linearizable
  /// No order explains the answers.
  case violated(LinearizabilityViolation)
  case inconclusive(LinearizabilityLimit)
}

/// Why it is not known whether there is an order.
public enum LinearizabilityLimit: Hashable, Sendable, CustomStringConvertible {
  /// More pairs of calls done and state at one moment than allowed.
  case configurations(limit: Int)
  /// The spec breaks this rule on some order, so it does not say what is right: give it more room.
  case rule(String)

  public var description: String {
    switch self {
    case .configurations(let limit): "more than \(limit) possibilities at one moment"
    case .rule(let name): "the spec ends where it breaks '\(name)': give it larger parameters"
    }
  }
}

/// The shortest prefix of a history that no order explains, given what calls that had not ended
/// then were to answer.
public struct LinearizabilityViolation: Sendable, CustomStringConvertible {
  /// Up to the end of the call whose answer cannot be explained.
  public let history: History
  /// That call.
  public let operation: History.Operation
  /// What it might have answered.
  public let allowed: [String]

  /// The calls as a timeline, with a word on the last one.
  public var description: String {
    let allowed = allowed.isEmpty ? "no such call" : allowed.joined(separator: " or ")
    return history.timeline(
      last: 30, marking: operation, "no order explains this; the spec allows \(allowed)")
  }
}
