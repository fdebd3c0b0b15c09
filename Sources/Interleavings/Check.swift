/// What a scenario throws when something is not as it should be.
public struct CheckFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

/// Ends a schedule as failed unless a condition holds.
///
/// Swift Testing's `#expect` does not do inside a scenario: it would report every schedule, and
/// would not stop the exploration at the one to be shown.
/// - Throws: `CheckFailure` with the message if the condition is false.
public func check(
  _ condition: Bool, _ message: @autoclosure () -> String = "a check failed"
) throws(CheckFailure) {
  if !condition { throw CheckFailure(message()) }
}
