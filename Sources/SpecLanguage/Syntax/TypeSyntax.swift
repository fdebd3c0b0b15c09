package import SourceText

/// A type as parsed.
package struct TypeSyntax: Sendable {
  package indirect enum Kind: Sendable {
    /// `Bool`, `Client`, `Set<T>`, `Queue<T, 4>`, `Breaker<Client>(threshold: 2)`, `Breaker.Mode`.
    case named(
      Identifier, member: Identifier?, generics: [TypeArgumentSyntax], arguments: [ArgumentSyntax])
    /// `0...3`, `0..<n`
    case range(ExpressionSyntax, isClosed: Bool, ExpressionSyntax)
    /// `[K: V]`
    case map(TypeSyntax, TypeSyntax)
    /// `T?`
    case optional(TypeSyntax)
    /// `open Breaker(…)`: closed by its most general environment.
    case open(TypeSyntax)
    case invalid
  }

  package var kind: Kind
  package var span: Span
}

/// Between `<` and `>`: a type, or a constant such as a capacity. A bare name is parsed as a type.
package enum TypeArgumentSyntax: Sendable {
  case type(TypeSyntax)
  case constant(ExpressionSyntax)
}
