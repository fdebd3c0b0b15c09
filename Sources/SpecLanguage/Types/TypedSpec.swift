package import SourceText

/// A spec that has been read, resolved and checked, with its parameters given values.
///
/// This is the whole meaning of the files: what explores, evaluates or explains a spec needs
/// nothing else. Components are specialised and their actions, handlers and invariants stand in the
/// lists below, once for each variable that holds the component; processes have become variables
/// and actions.
package struct TypedSpec: Sendable {
  /// The file that was asked for; imports are further files of the same source map.
  package var file: FileID
  package var parameters: [ParameterValue] = []

  package var enumerations: [EnumerationType] = []
  package var structures: [StructureType] = []
  package var entities: [EntityType] = []
  package var components: [ComponentType] = []

  /// A state is one value for each of these, in order.
  package var variables: [Variable] = []
  /// Run from all variables at the first value of their type to get the initial states; may choose
  /// and `require`. Variables' and components' own initial values come first, then `init`.
  package var initializer = Code()

  package var routines: [Routine] = []
  package var actions: [Action] = []
  /// What `tick` runs, in order; when empty there is no such action.
  package var tickHandlers: [TickHandler] = []

  package var properties: [Property] = []
  /// The functions whose bodies are parts of properties, as formulas over time.
  package var namedFormulas: [Span] = []
  /// All must hold for a state to be expanded.
  package var constraints: [Predicate] = []
  /// One must hold where no action is enabled; when empty, such a state is a deadlock.
  package var terminals: [Predicate] = []

  package var tests: [TestScript] = []
  package var expectations: [Expectation] = []
  /// What coverage is counted for.
  package var branches: [BranchInformation] = []
  /// Conditions that parameters and constants decide, and the sides that are closed by that.
  package var settledByParameters: [Span] = []
}

package struct ParameterValue: Sendable {
  package var name: String
  package var range: IntegerRange
  package var value: Int64
  package var span: Span
}

package struct Variable: Sendable {
  package var name: String
  package var type: Type
  package var isGhost: Bool
  /// Declared `open`: closed by its most general environment.
  package var isOpen: Bool
  package var span: Span
}

/// Statements and the locals that they bind.
package struct Code: Sendable {
  package var locals: [Local] = []
  package var body: [Statement] = []
}

package struct Local: Sendable {
  package var name: String
  package var type: Type
}

/// A `func` or a `transition`.
package struct Routine: Sendable {
  package enum Kind: Sendable {
    case function
    /// Its precondition (a precondition violation where it does not hold) and postconditions.
    case transition(precondition: Expression?, postconditions: [Expression])
  }

  package var name: String
  package var kind: Kind
  /// The component it belongs to.
  package var component: ComponentID?
  /// The first `parameterCount` locals are the parameters.
  package var parameterCount: Int
  package var result: Type
  package var code: Code
  package var documentation: String
  package var span: Span
}

/// One step of the model, once for each value of its parameters.
package struct Action: Sendable {
  /// As reports print it, with `$0`, `$1` … where the values of key parameters belong:
  /// `send`, `b[$0].expire`, `Producer.check`.
  package var name: String
  /// The first `parameterCount` locals are the parameters; of these, the first `keyCount` choose
  /// the component and stand in the name, the others are printed as arguments.
  package var parameterCount: Int
  package var keyCount: Int
  /// The place of the component whose action this is, in terms of the key parameters.
  package var receiver: Expression?
  package var fairness: Fairness
  /// Time may not pass while it is enabled.
  package var isUrgent: Bool
  package var guardCondition: Expression?
  package var code: Code
  /// The `///` sentence, with `{c}` where arguments belong.
  package var documentation: String
  package var span: Span
  /// The transition it consists of, when an open component's environment calls it; the body is then
  /// a `return` of that call.
  package var openTransition: RoutineID?
}

/// One `on tick`, run for each value of its key parameters.
package struct TickHandler: Sendable {
  package var name: String
  /// The first `parameterCount` locals are the keys.
  package var parameterCount: Int
  package var receiver: Expression?
  package var code: Code
  package var span: Span
}

/// An expression over a state, with the locals that it binds.
package struct Predicate: Sendable {
  package var locals: [Local] = []
  package var expression: Expression
}

/// What must be true, or is to be reached or measured.
package struct Property: Sendable {
  package enum Kind: Sendable {
    case invariant
    /// On every step, or on those of one action, whose arguments are the locals after the keys.
    case step(on: ActionID?)
    /// On every fair infinite run.
    case temporal
    /// `id` is the number in the document. `antecedent` is the branch that must be taken somewhere
    /// for the theorem to say anything; `isTemporal` theorems are checked as `temporal` properties.
    case theorem(id: String?, antecedent: BranchID?, isTemporal: Bool)
    case reachable
    case measure
  }

  package var name: String
  package var kind: Kind
  /// Locals come first: keys of the component, each combination being a property of its own, named
  /// by putting the key values for `$0` … in `name`; then, for a step property on an action, that
  /// action's arguments.
  package var locals: [Local]
  package var keyCount: Int
  package var receiver: Expression?
  package var expression: Expression
  /// Of a reachable `a && b && …`: for each part the branch that is taken where it and all parts
  /// before it hold, which tells how near an unreachable one came. Otherwise empty.
  package var conjuncts: [BranchID] = []
  package var documentation: String
  package var span: Span
}

/// One scripted run.
package struct TestScript: Sendable {
  package struct Step: Sendable {
    package enum Kind: Sendable {
      /// An action with constant arguments, keys first.
      case action(ActionID, [Expression])
      case tick
      /// A statement run as a step of its own: an assertion, a transition's call.
      case statement(Code)
    }
    package var kind: Kind
    package var span: Span
  }

  package var name: String
  package var steps: [Step]
  package var span: Span
}

/// `expect …`: what the file says its own check will find.
package struct Expectation: Sendable {
  package enum Outcome: Sendable, Hashable {
    /// A property by its printed name, or an implicit check such as `row.range`.
    case verdict(String, ExpectedVerdict)
    case deadlock
    case states(Int)
    case transitions(Int)
    case depth(Int)
  }

  package var outcome: Outcome
  /// Parameter values under which it applies; those not named have the values of the run.
  package var parameters: [(name: String, value: Int64)]
  package var span: Span
}

package enum ExpectedVerdict: String, Sendable, CaseIterable {
  case holds, violated, vacuous, unreachable, inconclusive
}

/// A place in the spec whose being reached is counted.
package struct BranchInformation: Hashable, Sendable {
  package enum Kind: Sendable, Hashable {
    case then, otherwise, switchCase
    /// The right side of an `implies` or a `leadsto`: reached where the left side holds.
    case antecedent
    /// What `recovers` counts from.
    case trigger
    /// A part of a `reachable`, where all parts before it hold too.
    case conjunct
  }

  package var kind: Kind
  /// The condition, pattern or left side that decides it.
  package var span: Span
}
