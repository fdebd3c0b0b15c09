import Engine
import SourceText
import SpecLanguage

/// Going through the values of a domain, in its order.
///
/// Where the values are few and the body small, the body is generated once for each value, which is
/// then a constant in it; otherwise once, in a loop.
extension Generator {
  /// Binds the local to each value of the domain that meets the condition, and runs the body.
  ///
  /// `cost` is that of the body. With `copying`, the body may write, and so the domain is copied
  /// first.
  mutating func iterate(
    _ binding: Binding, cost: Int, copying: Bool = false, span: Span,
    _ body: (inout Generator) -> Void
  ) {
    let total = cost + analysis.cost(binding)
    let local = binding.local
    let declared = scope.declarations[local.index].type
    func guarded(_ generator: inout Generator) {
      let next = generator.emitter.makeLabel()
      if let condition = binding.condition {
        generator.jump(condition, when: false, to: next)
      }
      if generator.isReachable { body(&generator) }
      generator.emitter.place(next)
    }
    guard let outer = multiplyIterations(by: binding.domain, at: span) else { return }
    defer { iterations = outer }
    switch binding.domain {
    case .type(let type):
      iterate(overType: type, local, cost: total, span: span) { generator, _ in guarded(&generator)
      }
    case .range(let low, let high):
      iterate(from: low, to: high, local, cost: total, guarded)
    case .elements(let collection):
      let size = size(of: collection.type)
      let operand = value(collection)
      let elements = copying ? stable(operand, size: size) : operand
      iterate(over: elements, collection.type, cost: total) { generator, element, type in
        generator.scope.locals[local.index] = Place(
          generator.adapt(element, from: type, to: declared))
        guarded(&generator)
      }
    }
  }

  /// Counts how often the body of a loop is run at most by one action or check; nil, refused, when
  /// that would take so long that no limit of time could be kept, since a run is not interrupted.
  ///
  /// - Returns: the count outside the loop.
  private mutating func multiplyIterations(by domain: Domain, at span: Span) -> Int? {
    var count = analysis.count(domain)
    if case .range(let low, let high) = domain, count == nil,
      case .integer(let first) = low.type, case .integer(let last) = high.type
    {
      // Of arithmetic whose operands are not known to be small nothing is known.
      let isKnown = first != .everything && last != .everything
      let (distance, overflow) = last.high.subtractingReportingOverflow(first.low)
      count = isKnown && !overflow && distance < .max ? Int(distance) + 1 : isKnown ? .max : 1
    }
    let outer = iterations
    let (product, overflow) = outer.multipliedReportingOverflow(by: max(count ?? .max, 1))
    guard !overflow, product <= limits.iterationsMax else {
      refuse(LimitDiagnostics.longRun(max: limits.iterationsMax, at: span))
      return nil
    }
    iterations = product
    return outer
  }

  /// Binds the local to each value of a type; the body is also given the value's number.
  mutating func iterate(
    overType type: Type, _ local: LocalID, cost: Int, span: Span? = nil,
    _ body: (inout Generator, Operand) -> Void
  ) {
    let count = layout.cardinality(of: type)
    guard count <= Self.domainMax else {
      return refuse(LimitDiagnostics.largeDomain(count: spec.cardinality(of: type), at: span))
    }
    let declared = scope.declarations[local.index].type
    if analysis.unrolls(count: count, cost: cost) {
      for number in 0..<count where isReachable {
        let value = Operand.constant(layout.slots(ofOrdinal: number, as: type))
        scope.locals[local.index] = Place(adapt(value, from: type, to: declared))
        releasing { body(&$0, .scalar(Int64(number))) }
      }
      return
    }
    loop(from: .scalar(0), to: .scalar(Int64(count - 1))) { generator, number in
      let value = generator.fromOrdinal(number, type)
      generator.scope.locals[local.index] = Place(
        generator.adapt(value, from: type, to: declared))
      body(&generator, number)
    }
  }

  private mutating func iterate(
    from low: Expression, to high: Expression, _ local: LocalID, cost: Int,
    _ body: (inout Generator) -> Void
  ) {
    let ends = values([low, high], as: [low.type, high.type])
    guard isReachable else { return }
    if let first = ends[0].known, let last = ends[1].known {
      if last < first { return }
      let (span, overflow) = last.subtractingReportingOverflow(first)
      if !overflow, span < 1 << 20, analysis.unrolls(count: Int(span) + 1, cost: cost) {
        for number in first...last where isReachable {
          scope.locals[local.index] = .constant([number])
          releasing { body(&$0) }
        }
        return
      }
    }
    loop(from: ends[0], to: stable(ends[1], size: 1)) { generator, number in
      generator.scope.locals[local.index] = Place(number)
      body(&generator)
    }
  }

  /// Counts in a temporary, both ends included; not at all when the last is less than the first.
  mutating func loop(
    from first: Operand, to last: Operand, _ body: (inout Generator, Operand) -> Void
  ) {
    guard isReachable else { return }
    let end = emitter.makeLabel()
    let head = emitter.makeLabel()
    let counter = emitter.temporary()
    if let low = first.known, let high = last.known {
      if high < low { return }
    } else {
      jump(.jumpIfLess, last, first, to: end)
    }
    copy(first, to: counter, size: 1)
    emitter.place(head)
    releasing { body(&$0, .slots(counter)) }
    // The last may be the greatest integer there is: compared before it is counted on.
    jump(.jumpIfEqual, .slots(counter), last, to: end)
    increment(counter)
    emitter.jump(to: head)
    emitter.place(end)
  }

  /// Runs the body with each element of a collection's value.
  private mutating func iterate(
    over collection: Operand, _ type: Type, cost: Int,
    _ body: (inout Generator, Operand, Type) -> Void
  ) {
    guard isReachable else { return }
    switch type {
    case .set(let element):
      iterate(overSet: collection, of: element, cost: cost) { body(&$0, $1, element) }
    case .queue(let element, let capacity):
      iterate(overQueue: collection, of: element, capacity, cost: cost) { body(&$0, $1, element) }
    case .bag(let element, let capacity):
      iterate(overBag: collection, of: element, capacity, cost: cost) { body(&$0, $1, element) }
    default: preconditionFailure("\(type) has no elements")
    }
  }
}
