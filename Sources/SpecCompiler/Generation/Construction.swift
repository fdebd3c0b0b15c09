import Engine
import SpecLanguage

/// Literals, and what is put together from parts.
extension Generator {
  mutating func construction(_ expression: Expression) -> Operand {
    let type = expression.type
    switch expression.kind {
    case .enumCase(let index, let payload):
      return enumCase(index, payload, type)
    case .some(let inner):
      guard case .optional(let wrapped) = type else { preconditionFailure("not optional: \(type)") }
      let value = value(inner, as: wrapped)
      return assembled([(.scalar(1), 1), (value, size(of: wrapped))])
    case .structure(let parts): return together(parts, as: spec.fields(of: type).map(\.type))
    case .mapLiteral(let parts):
      guard case .map(_, let item) = type else { preconditionFailure("no map: \(type)") }
      return together(parts, as: parts.map { _ in item })
    case .fill(let item): return fill(item, type)
    case .mapComprehension(let local, let item): return mapComprehension(local, item, type)
    case .setComprehension(let binding):
      return setComprehension(binding, type, span: expression.span)
    case .collection(let elements):
      switch type {
      case .set(let element): return setLiteral(elements, of: element)
      case .queue: return queueLiteral(elements, expression)
      case .bag: return bagLiteral(elements, expression)
      default: preconditionFailure("no collection: \(type)")
      }
    default: preconditionFailure("nothing to put together: \(expression)")
    }
  }

  private mutating func enumCase(_ index: Int, _ payload: [Expression], _ type: Type) -> Operand {
    let types = layout.payload(of: type, case: index)
    let values = values(payload, as: types)
    let tag = (value: Operand.scalar(Int64(index)), size: 1)
    return padded([tag] + zip(values, types).map { ($0, size(of: $1)) }, to: type)
  }

  private mutating func together(_ parts: [Expression], as types: [Type]) -> Operand {
    let values = values(parts, as: types)
    return assembled(zip(values, types).map { ($0, size(of: $1)) })
  }

  /// The parts, and behind them what stands in unused slots of the type.
  mutating func padded(_ parts: [(value: Operand, size: Int)], to type: Type) -> Operand {
    let used = parts.reduce(0) { $0 + $1.size }
    let rest = Array(layout.zero(of: type)[used...])
    return assembled(parts + [(.constant(rest), rest.count)])
  }

  private mutating func fill(_ item: Expression, _ type: Type) -> Operand {
    guard case .map(let key, let itemType) = type else { preconditionFailure("no map: \(type)") }
    let value = value(item, as: itemType)
    let part = (value, size(of: itemType))
    return assembled(Array(repeating: part, count: layout.cardinality(of: key)))
  }

  private mutating func mapComprehension(
    _ local: LocalID, _ item: Expression, _ type: Type
  ) -> Operand {
    guard case .map(let key, let itemType) = type else { preconditionFailure("no map: \(type)") }
    let count = layout.cardinality(of: key)
    let stride = size(of: itemType)
    if analysis.unrolls(count: count, cost: analysis.cost(item)) {
      var parts: [(value: Operand, size: Int)] = []
      for number in 0..<count {
        scope.locals[local.index] = .constant(layout.slots(ofOrdinal: number, as: key))
        parts.append((value(item, as: itemType), stride))
      }
      return assembled(parts)
    }
    let whole = emitter.temporary(stride * count)
    iterate(overType: key, local, cost: .max) { generator, number in
      let value = generator.value(item, as: itemType)
      let place = generator.element(
        of: .slots(whole), number, low: 0, stride: stride, count: count)
      generator.write(value, to: place, size: stride)
    }
    return .slots(whole)
  }
}
