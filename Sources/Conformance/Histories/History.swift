/// What threads did to one object: every call with its answer, and when it began and ended.
public struct History: Sendable {
  /// One call by one thread.
  public struct Operation: Hashable, Sendable {
    /// From 0; a thread makes one call at a time.
    public var thread: Int
    /// The spec's transition, such as `admit`, or `tick`.
    public var transition: String
    /// Keys first, as in `ConformanceCall.arguments`.
    public var arguments: [SpecificationValue]
    /// What it returned; nil when that was not looked at, so that any answer will do.
    public var result: SpecificationValue?
    /// Its place in the order of all beginnings and ends.
    public var invoked: Int
    /// The same; nil when it has not ended, so that it may have had its effect or not.
    public var returned: Int?

    public init(
      thread: Int, transition: String, arguments: [SpecificationValue] = [],
      result: SpecificationValue?, invoked: Int, returned: Int?
    ) {
      self.thread = thread
      self.transition = transition
      self.arguments = arguments
      self.result = result
      self.invoked = invoked
      self.returned = returned
    }

    /// As timelines show it: `admit(#1) -> true`.
    public var description: String {
      let list = arguments.map(\.description).joined(separator: ", ")
      let answer = result.map { " -> \($0)" } ?? ""
      return "\(transition)(\(list))\(answer)"
    }
  }

  /// In the order of their beginnings.
  public let operations: [Operation]

  /// - Precondition: no two calls of a thread overlap.
  public init(operations: [Operation]) {
    self.operations = operations.sorted { $0.invoked < $1.invoked }
    var ends: [Int: Int] = [:]
    for operation in self.operations {
      precondition(
        ends[operation.thread].map { $0 < operation.invoked } ?? true,
        "two calls of thread \(operation.thread) at once")
      ends[operation.thread] = operation.returned ?? .max
    }
  }

  /// Those calls only that satisfy the condition.
  func filter(_ isIncluded: (Operation) -> Bool) -> History {
    History(operations: operations.filter(isIncluded))
  }

  /// All that had begun by a moment; what ends later has not ended, but keeps its answer.
  func prefix(through moment: Int) -> History {
    let begun = operations.prefix { $0.invoked <= moment }
    return History(
      operations: begun.map { operation in
        var cut = operation
        if let returned = operation.returned, returned > moment {
          cut.returned = nil
        }
        return cut
      })
  }
}
