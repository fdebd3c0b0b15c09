/// How tightly an operator binds: a higher one takes its operands first.
enum Precedence: Int, Comparable, Sendable {
  /// Everything, the temporal operators included.
  case lowest
  case temporal
  case implication
  case ternary
  case or
  case and
  case comparison
  /// `in` and `is`.
  case membership
  case coalescing
  case range
  case addition
  case multiplication
  case prefix

  static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }
}

/// What stands between two operands.
enum InfixOperator: Sendable {
  case binary(BinaryOperator)
  case temporal(TemporalBinary)
  case range(isClosed: Bool)
  case ternary
  case isCase

  var precedence: Precedence {
    switch self {
    case .ternary: .ternary
    case .range: .range
    case .temporal: .temporal
    case .isCase: .membership
    case .binary(let operation): operation.precedence
    }
  }
}

extension InfixOperator {
  /// What binds more loosely than the right operand: the operator itself, or, for one that groups
  /// to the right, what is looser still.
  var rightFloor: Precedence {
    switch self {
    case .temporal: .lowest
    case .binary(.implies): .temporal
    default: precedence
    }
  }

  /// Whether a range may stand on the right.
  var isMembership: Bool {
    if case .binary(.isIn) = self { return true }
    return false
  }

  /// Both operands in one node. `? :` and `is` have operands of other kinds and do not come here.
  func combine(_ left: ExpressionSyntax, _ right: ExpressionSyntax) -> ExpressionSyntax.Kind {
    switch self {
    case .binary(let operation): .binary(operation, left, right)
    case .temporal(let operation): .temporalBinary(operation, left, right)
    case .range(let isClosed): .range(left, isClosed: isClosed, right)
    case .ternary, .isCase: .invalid
    }
  }
}

extension BinaryOperator {
  var precedence: Precedence {
    switch self {
    case .multiply, .divide, .remainder: .multiplication
    case .add, .subtract: .addition
    case .coalesce: .coalescing
    case .isIn: .membership
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
    case .and: .and
    case .or: .or
    case .implies: .implication
    }
  }
}

extension Token.Kind {
  /// The operator that a token is between two operands.
  var infixOperator: InfixOperator? {
    switch self {
    case .symbol(.question): .ternary
    case .symbol(.closedRange): .range(isClosed: true)
    case .symbol(.halfOpenRange): .range(isClosed: false)
    case .symbol(let symbol):
      BinaryOperator(rawValue: symbol.rawValue).map { .binary($0) }
    case .keyword(.isCase): .isCase
    case .keyword(let keyword):
      TemporalBinary(rawValue: keyword.rawValue).map { .temporal($0) }
        ?? BinaryOperator(rawValue: keyword.rawValue).map { .binary($0) }
    default: nil
    }
  }
}
