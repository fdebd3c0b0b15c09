/// One call that a component's environment makes: a transition with its arguments, or `tick`.
public struct ConformanceCall: Hashable, Sendable {
  /// The transition's name, such as `admit`; `tick` when time passes by one.
  public let transition: String
  public let arguments: [SpecificationValue]
  /// As reports print it: `breaker.finish(call1, .success)`.
  public let description: String
}

/// A real component behind the few lines that translate a spec's calls for it.
///
/// Its calls may be asynchronous, as those of an actor are; each one ends before the next is made.
///
/// ```swift
/// struct CounterAdapter: ImplementationUnderTest {
///   var counter = Counter()
///   mutating func reset() { counter = Counter() }
///   mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
///     switch call.transition {
///     case "increment": return .integer(Int64(counter.increment()))
///     default: preconditionFailure("the spec has no other call: \(call.description)")
///     }
///   }
/// }
/// ```
public protocol ImplementationUnderTest: SendableMetatype {
  /// Back to the initial state.
  mutating func reset() async
  /// Makes the call and says what it returned; `.nothing` when it returns nothing.
  mutating func perform(_ call: ConformanceCall) async -> SpecificationValue
}
