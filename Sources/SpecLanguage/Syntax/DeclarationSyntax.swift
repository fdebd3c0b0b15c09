package import SourceText

/// A file as parsed: its declarations in order.
package struct SyntaxFile: Sendable {
  package var file: FileID
  package var declarations: [DeclarationSyntax]
}

/// A declaration as parsed.
package struct DeclarationSyntax: Sendable {
  package indirect enum Kind: Sendable {
    /// `import "components/breaker"`: the path without quotes, and where it stands.
    case importFile(path: String, pathSpan: Span)
    /// `param clients: 1...4 = 2`
    case parameter(ParameterDeclarationSyntax)
    /// `let peers = 3`
    case constant(Identifier, TypeSyntax?, ExpressionSyntax)
    case typeAlias(Identifier, TypeSyntax)
    case enumeration(Identifier, [EnumCaseSyntax])
    case structure(Identifier, [VariableSyntax])
    /// `entity Client(clients)`
    case entity(Identifier, count: ExpressionSyntax)
    case variable(VariableSyntax)
    case initializer(BlockSyntax)
    case function(RoutineSyntax)
    case transition(RoutineSyntax)
    case action(ActionSyntax)
    case component(ComponentSyntax)
    case tick(BlockSyntax)
    case process(ProcessSyntax)
    case invariant(Identifier, ExpressionSyntax)
    /// `step N: p`, `step N on send(c): p`
    case stepProperty(Identifier, on: ActionPatternSyntax?, ExpressionSyntax)
    case property(Identifier, ExpressionSyntax)
    /// `theorem "6.1" Protective: A implies B`
    case theorem(String?, Identifier, ExpressionSyntax)
    case reachable(Identifier, ExpressionSyntax)
    case measure(Identifier, ExpressionSyntax)
    case constraint(ExpressionSyntax)
    case terminal(ExpressionSyntax)
    case test(String, BlockSyntax)
    case expectation(ExpectationSyntax)
    case invalid
  }

  package var kind: Kind
  /// From the first keyword to the last token, documentation not included.
  package var span: Span
  /// The `///` lines above it, joined by line breaks, without the slashes.
  package var documentation: String
}

/// `name: range = default`, of a file or a component.
package struct ParameterDeclarationSyntax: Sendable {
  package var name: Identifier
  package var type: TypeSyntax
  package var defaultValue: ExpressionSyntax?
}

/// `name`, `name(T, U)` or `name(label: T)`; labels are for reading only.
package struct EnumCaseSyntax: Sendable {
  package var name: Identifier
  package var payload: [TypeSyntax]
}

/// `var x: T = e`, `ghost var x = e`, a field of a struct, a process's local.
package struct VariableSyntax: Sendable {
  package var name: Identifier
  package var type: TypeSyntax?
  package var initial: ExpressionSyntax?
  package var isGhost: Bool
  package var documentation: String
  package var span: Span
}

/// `name: T` of a function, a transition or an action.
package struct FormalParameterSyntax: Sendable {
  package var name: Identifier
  package var type: TypeSyntax
}

/// A `func` or a `transition`.
package struct RoutineSyntax: Sendable {
  package var name: Identifier
  package var parameters: [FormalParameterSyntax]
  package var result: TypeSyntax?
  /// A transition's `when`.
  package var precondition: ExpressionSyntax?
  /// A transition's `ensures`, in order.
  package var postconditions: [ExpressionSyntax]
  package var body: BlockSyntax
  /// A transition that only its component's own code may call.
  package var isPrivate = false
}

package enum Fairness: String, Sendable {
  case none, weak, strong
}

package struct ActionSyntax: Sendable {
  package var name: Identifier
  package var parameters: [FormalParameterSyntax]
  package var fairness: Fairness
  package var isUrgent: Bool
  package var guardCondition: ExpressionSyntax?
  package var body: BlockSyntax
}

package struct ComponentSyntax: Sendable {
  package var name: Identifier
  package var generics: [Identifier]
  package var parameters: [ParameterDeclarationSyntax]
  package var members: [DeclarationSyntax]
}

/// Code that is not atomic: the body holds steps, loops, conditions and local variables.
package struct ProcessSyntax: Sendable {
  package var name: Identifier
  package var parameters: [FormalParameterSyntax]
  package var fairness: Fairness
  package var locals: [VariableSyntax]
  package var body: BlockSyntax
}

/// `send(c)`, `breaker.finish(c, o)` after `on`: an action and names for its arguments.
package struct ActionPatternSyntax: Sendable {
  package var action: ExpressionSyntax
  package var parameters: [Identifier]
  package var span: Span
}

/// `expect …`
package struct ExpectationSyntax: Sendable {
  package enum Kind: Sendable {
    /// `expect violated N`, `expect vacuous N`, `expect unreachable N`, `expect holds N`, `expect
    /// inconclusive N`; the name is a path such as `row.range` or `b[instance1].WellFormed`.
    case verdict(Identifier, ExpressionSyntax)
    case deadlock
    /// `expect states 288`, `expect transitions 12`, `expect depth 11`.
    case count(Identifier, ExpressionSyntax)
  }

  package var kind: Kind
  /// `with rms = 3, clients = 2`
  package var parameters: [(name: Identifier, value: ExpressionSyntax)]
}
