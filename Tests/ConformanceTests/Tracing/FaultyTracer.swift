import Conformance

/// A tracer as it is often written, with one fault at a time; without any it obeys the spec.
struct FaultyTracer: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case endsTwice = "span ended twice"
    case attributesAfterTheEnd = "attributes accepted after the end"
    case unknownParentStartsATrace = "unknown parent starts a trace"
    case forwardsTheContext = "hop forwards the context it got"
    case childStartsATrace = "hop starts anew"
    case siblingTakenForParent = "last span taken for the parent"
    case endClearsAttributes = "end forgets what was said"
    case parentEndsItsChildren = "parent ends its children"

    var story: String {
      switch self {
      case .endsTwice: "`end_span` moves the end each time it is called (section 7.2)."
      case .attributesAfterTheEnd:
        "`add_attribute` asks nobody whether the span has ended (section 7.2)."
      case .unknownParentStartsATrace:
        "A parent that is not known here silently starts a new trace (section 7.2, "
          + "istio/istio#7730)."
      case .forwardsTheContext:
        "A hop that passes on the context it got leaves its own span out of the tree, and its "
          + "child is the caller's (istio/istio#19545)."
      case .childStartsATrace:
        "A proxy that drops the headers begins another trace (envoyproxy/envoy#5266)."
      case .siblingTakenForParent:
        "The current span is a global, so of two that are open the last begun is everybody's "
          + "parent."
      case .endClearsAttributes: "What was said of a span is gone when it ends."
      case .parentEndsItsChildren: "With a span those below it end, which still go on."
      }
    }
  }

  private struct Span {
    var trace: Int
    var isChild = false
    var parent: Int?
    var hasEnded = false
    var attributes = 0
  }

  let fault: Fault?
  private var spans: [Span] = []
  private var traces = 0

  init(fault: Fault?) { self.fault = fault }

  mutating func reset() { self = FaultyTracer(fault: fault) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    let arguments = call.arguments
    switch call.transition {
    case "root":
      root()
      return .integer(Int64(spans.count - 1))
    case "child":
      child(in: number(arguments[0]), below: arguments[1] == .none ? nil : number(arguments[1]))
      return .integer(Int64(spans.count - 1))
    case "end": return .bool(end(number(arguments[0])))
    case "annotate": return .bool(annotate(number(arguments[0])))
    case "recorded": return recorded(spans[number(arguments[0])])
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func root() {
    spans.append(Span(trace: traces))
    traces += 1
  }

  private mutating func child(in trace: Int, below parent: Int?) {
    var parent = parent
    switch fault {
    case .unknownParentStartsATrace where parent == nil: return root()
    case .childStartsATrace: return root()
    case .forwardsTheContext: parent = parent.flatMap { spans[$0].parent ?? $0 }
    case .siblingTakenForParent where parent != nil:
      parent = spans.lastIndex { $0.trace == trace }
    default: break
    }
    spans.append(Span(trace: trace, isChild: true, parent: parent))
  }

  private mutating func end(_ id: Int) -> Bool {
    if spans[id].hasEnded { return fault == .endsTwice }
    spans[id].hasEnded = true
    if fault == .endClearsAttributes { spans[id].attributes = 0 }
    if fault == .parentEndsItsChildren {
      for child in spans.indices where spans[child].parent == id { spans[child].hasEnded = true }
    }
    return true
  }

  private mutating func annotate(_ id: Int) -> Bool {
    if spans[id].hasEnded && fault != .attributesAfterTheEnd { return false }
    spans[id].attributes = 1
    return true
  }

  private func recorded(_ span: Span) -> SpecificationValue {
    .record([
      .integer(Int64(span.trace)), .bool(span.isChild),
      span.parent.map { .integer(Int64($0)) } ?? .none, .bool(span.hasEnded),
      .integer(Int64(span.attributes)),
    ])
  }
}
