package import SourceText

/// `{ … }`
package struct BlockSyntax: Sendable {
  package var statements: [StatementSyntax]
  package var span: Span
}

/// A statement as parsed.
package struct StatementSyntax: Sendable {
  package indirect enum Kind: Sendable {
    /// `p = e`, `p += e`, `p -= e`: `operation` is nil, `add` or `subtract`.
    case assign(ExpressionSyntax, operation: BinaryOperator?, ExpressionSyntax)
    /// `let x = e`, `let x: T = e`, `var x = e`; a choice when the value is `any …`.
    case bind(Identifier, isMutable: Bool, TypeSyntax?, ExpressionSyntax)
    /// `else if` is an `otherwise` block that holds one `if`.
    case ifElse(ConditionSyntax, then: BlockSyntax, otherwise: BlockSyntax?)
    case switchCase(ExpressionSyntax, [SwitchCaseSyntax])
    case forIn(BindingSyntax, BlockSyntax)
    case require(ExpressionSyntax)
    case assert(ExpressionSyntax)
    case returnValue(ExpressionSyntax?)
    case breakSwitch
    /// A call for its effect: `q.append(x)`, `breaker.finish(c, .success)`; also the lone value of
    /// a function's body.
    case expression(ExpressionSyntax)
    // In processes only:
    /// `step label when guard { … }`
    case step(StepSyntax)
    /// `loop { … }`
    case loop(BlockSyntax)
    /// `while p { … }`
    case whileLoop(ExpressionSyntax, BlockSyntax)
    case invalid
  }

  package var kind: Kind
  package var span: Span
}

/// What an `if` tests: `p`, or `let x = optional`.
package enum ConditionSyntax: Sendable {
  case expression(ExpressionSyntax)
  case binding(Identifier, ExpressionSyntax)
}

/// `case .a, .b:` or `default:` and its statements.
package struct SwitchCaseSyntax: Sendable {
  package var patterns: [PatternSyntax]
  package var body: BlockSyntax
  package var span: Span
}

/// One atomic step of a process.
package struct StepSyntax: Sendable {
  package var documentation: String
  package var label: Identifier
  package var guardCondition: ExpressionSyntax?
  package var body: BlockSyntax
}
