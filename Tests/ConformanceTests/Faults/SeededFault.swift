import Testing

/// One fault put into one component, and the means that finds it.
///
/// Every component lists its own (`SeededFault.breaker`, in its folder); `SeededFault.all` is what
/// the test "Every seeded fault is found" goes through, and what the table of
/// `docs/conformance.md` is made from.
struct SeededFault: Sendable, CustomTestStringConvertible {
  /// How a fault may come to light.
  enum Means: String, Sendable {
    /// Driven through the open model of the component's spec.
    case transitions = "the same transitions"
    /// Run in every order of its awaits.
    case orders = "every order"
    /// Histories of real threads, checked for linearizability.
    case threads = "real threads"
  }

  /// What was found.
  struct Finding: Sendable {
    /// The divergence, the schedule or the history, as a user sees it.
    var report: String
    /// Runs, schedules or histories tried until then.
    var tests: Int
    /// The same failure came out of replaying the report's run.
    var isReplayed: Bool
  }

  /// The component's name in the library: `CircuitBreaker`.
  let component: String
  /// The fault in a few words: `late success closes`.
  let name: String
  /// What goes wrong, and where it was seen: `owner/repository#number`, or a section of the theory.
  let story: String
  let means: Means
  /// Looks for the fault; nil when it was not found.
  let find: @Sendable () async throws -> Finding?

  var testDescription: String { "\(component): \(name)" }
}
