package import SourceText

/// An expression whose names are resolved and whose type is known.
///
/// Every implicit step has been made explicit by the checker: a value that must fit a narrower
/// range stands in a `narrow`, a value used as an optional stands in a `some`, and one element that
/// fills a map stands in a `fill`. So whoever evaluates or compiles the tree needs no rule of its
/// own.
package struct Expression: Sendable {
  package indirect enum Kind: Sendable {
    // Values
    case boolean(Bool)
    case integer(Int64)
    /// A case by its index, with its payload.
    case enumCase(Int, [Expression])
    /// An identity by its index; only tests and expectations name one.
    case identity(Int)
    case none
    case some(Expression)
    /// A record, field by field.
    case structure([Expression])
    /// A set, queue or bag by its elements, as the type says; duplicates in a set are one, more
    /// elements than a queue or bag holds is a capacity violation.
    case collection([Expression])
    /// A map by its values, one for each key in the order of the key type.
    case mapLiteral([Expression])
    /// A map that has the same value for every key.
    case fill(Expression)
    /// A map whose value for each key `local` is `value`.
    case mapComprehension(LocalID, value: Expression)
    /// The elements `local` of the domain for which `where` holds (always, when nil).
    case setComprehension(Binding)

    // Places
    case local(LocalID)
    case variable(VariableID)
    /// The component whose code this is.
    case receiver
    /// A field of a record or a component.
    case field(Expression, Int)
    /// A map's value for a key, or a queue's element at a place (an index violation past its end).
    case index(Expression, Expression)

    // Operators
    case not(Expression)
    case negate(Expression)
    case arithmetic(ArithmeticOperator, Expression, Expression)
    case compare(Comparison, Expression, Expression)
    /// Both sides have the same type, but for the ranges of integers.
    case equal(Expression, Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
    /// `right` is evaluated only where `left` holds, and that is branch `BranchID`.
    case implies(Expression, Expression, BranchID)
    case conditional(Expression, then: Expression, otherwise: Expression)
    /// The first matching case; the checker has seen to it that one matches.
    case switchOver(Expression, [SwitchCase<Expression>])
    /// Is the value of this case, whatever its payload?
    case isCase(Expression, Int)
    /// Is `left` an element of the set, bag or queue `right`?
    case isIn(Expression, Expression)
    /// `e!`: an unwrap violation when nil.
    case unwrap(Expression)
    /// `a ?? b`
    case coalesce(Expression, Expression)
    /// `a?.f`: where `a` has a value, bind it to the local and wrap `value`; else nil. `value` is
    /// of the wrapped type (or already optional when `flatten`).
    case ifSome(Expression, LocalID, value: Expression, flatten: Bool)
    /// The value as one of the narrower integer type `self.type`; a range violation otherwise.
    /// `name` says whose range that is: `row`, `breaker.failures`, a parameter.
    case narrow(Expression, name: String)

    // Calls
    /// A function or a transition; `receiver` is a place when the routine belongs to a component.
    /// Calling a transition may write, and stands only where statements' values do.
    case call(RoutineID, receiver: Expression?, [Expression])
    case method(ReadingMethod, Expression, [Expression])
    /// `q.popFirst()`: the first element, taken out of the place; nil when empty.
    case popFirst(Expression)

    // Quantifiers
    case forAll(Binding, Expression)
    case exists(Binding, Expression)
    case count(Binding)
    case sum(Expression, Binding)
    /// The least or greatest; nil elements are an evaluation violation.
    case minimum(Expression, Binding)
    case maximum(Expression, Binding)
    case min(Expression, Expression)
    case max(Expression, Expression)

    // Properties only
    /// The value in the state before: before the step in a step property, before the call in
    /// `ensures`.
    case old(Expression)
    /// What the transition returned, in `ensures`.
    case result
    case temporal(TemporalOperator, [Expression])
    /// `p leadsto q`; that `p` holds somewhere is branch `BranchID`.
    case leadsTo(Expression, Expression, BranchID)
    case recovers(BoundedResponse)
    case enabled(ActionReference)
    case fired(ActionReference)
  }

  package var kind: Kind
  package var type: Type
  package var span: Span
}

package enum ArithmeticOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  /// Towards zero, as in Swift; by zero is an arithmetic violation.
  case divide = "/"
  /// Has the sign of the left side, as in Swift.
  case remainder = "%"
}

package enum Comparison: String, Sendable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

package enum TemporalOperator: String, Sendable {
  case always, eventually, next, until, releases
}

/// `recovers goal within ticksMax ticks after trigger`: whenever the trigger holds, the goal holds
/// then or later, with at most so many steps of time between the two.
///
/// Neither is about more than one position of a run. R. Koymans, "Specifying real-time properties
/// with metric temporal logic", Real-Time Systems 2 (1990), doi:10.1007/BF01995674.
package struct BoundedResponse: Sendable {
  package var goal: Expression
  package var ticksMax: Int
  package var trigger: Expression
  /// That time passes with the step that is taken, which nobody wrote down.
  package var tick: Expression
  /// That the trigger holds somewhere.
  package var branch: BranchID
}

/// What a variable ranges over.
package indirect enum Domain: Sendable {
  /// Every value of the type, in its order.
  case type(Type)
  /// The integers from the first to the second, both included; none when the second is less.
  case range(Expression, Expression)
  /// The elements of a set in the order of their type, of a bag (each distinct element once, in the
  /// order of their type), or of a queue (each place, from the first).
  case elements(Expression)
}

/// `local in domain where condition`
package struct Binding: Sendable {
  package var local: LocalID
  package var domain: Domain
  package var condition: Expression?
}

/// One arm of a `switch`; the patterns are tried in order.
package struct SwitchCase<Body: Sendable>: Sendable {
  package var patterns: [Pattern]
  package var branch: BranchID
  package var body: Body
}

package enum Pattern: Sendable {
  /// The case, its payload bound to locals where they are named. Only a lone pattern binds.
  case enumCase(Int, bindings: [LocalID?])
  case integers(IntegerRange)
  case boolean(Bool)
  case none
  case some(LocalID?)
  case otherwise
}

/// What asks of a collection and changes nothing.
package enum ReadingMethod: String, Sendable {
  /// Set, bag, queue: `Bool`.
  case contains
  /// Set with set.
  case union, intersection, subtracting, isSubset, isDisjoint
  /// Set, bag, queue: the number of elements. With an argument on a bag: how many of that one.
  case count
  case isEmpty
  /// Queue, bag: `Bool`.
  case isFull
  /// Queue: the first or last element, or nil.
  case first, last
}

/// What changes a collection in place.
package enum WritingMethod: String, Sendable {
  /// Set, bag; on a full bag a capacity violation.
  case insert
  /// Set, bag (one of them); nothing when it is not there.
  case remove
  /// Queue; on a full one a capacity violation.
  case append
  /// Set, bag, queue.
  case removeAll
  /// Queue: takes the first away; nothing when empty.
  case removeFirst
}

/// An action of the model and, in temporal properties, which of its arguments are meant.
package struct ActionReference: Sendable {
  package var action: ActionID
  /// Keys first. Where there are fewer than the action has, the others may be anything.
  package var arguments: [Expression]
}

extension Expression {
  /// The number that it always is, as far as its type tells; nil when that does not say.
  package var constantNumber: Int64? {
    if case .integer(let number) = kind { return number }
    guard case .integer(let range) = type, range.low == range.high else { return nil }
    return range.low
  }
}
