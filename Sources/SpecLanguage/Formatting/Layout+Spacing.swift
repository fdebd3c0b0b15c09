/// Which words of a line have a space between them.
extension Layout {
  func needsSpace(between left: Int, and right: Int) -> Bool {
    if touches(left, right) { return wouldMerge(left, right) }
    return true
  }

  private func touches(_ left: Int, _ right: Int) -> Bool {
    endsTight(left) || startsTight(right)
  }

  /// Whether nothing stands after the token.
  private func endsTight(_ token: Int) -> Bool {
    switch roles[token] {
    case .prefixOperator, .genericOpening, .memberDot: return true
    default: break
    }
    switch kind(token) {
    case .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.dot), .symbol(.closedRange),
      .symbol(.halfOpenRange):
      return true
    default: return false
    }
  }

  /// Whether nothing stands before the token.
  private func startsTight(_ token: Int) -> Bool {
    switch roles[token] {
    case .postfixOperator, .genericOpening, .genericClosing, .attachedOpening, .memberDot:
      return true
    case .ternaryColon: return false
    default: break
    }
    switch kind(token) {
    case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.comma), .symbol(.semicolon),
      .symbol(.colon), .symbol(.closedRange), .symbol(.halfOpenRange):
      return true
    default: return false
    }
  }

  /// Whether the two, written without a space, would be read as something else: `?` and `?` as
  /// `??`.
  private func wouldMerge(_ left: Int, _ right: Int) -> Bool {
    guard case .symbol(let a) = kind(left), case .symbol(let b) = kind(right) else { return false }
    let first = Array(a.rawValue.utf8)
    let both = first + Array(b.rawValue.utf8)
    return (SymbolTable.byFirstByte[both[0]] ?? []).contains {
      $0.utf8.count > first.count && both.starts(with: $0.utf8)
    }
  }
}
