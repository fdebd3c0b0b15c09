extension Expression {
  /// The operands of the outermost `&&`, from left to right; the expression itself when it is none.
  package var conjuncts: [Expression] {
    guard case .and(let left, let right) = kind else { return [self] }
    return left.conjuncts + right.conjuncts
  }
}
