package import SourceText

/// One change of one place of a spec's text, such as a fault would be: `<` for `<=`, a statement
/// that was forgotten.
package struct Mutation: Hashable, Sendable {
  /// What sort of change it is. The raw value is its name in JSON.
  package enum Operation: String, CaseIterable, Sendable {
    /// `when p`, `require p`, the `where p` of a choice: `p` becomes `true`.
    case guardDropped
    /// `p` becomes `!p`.
    case guardNegated
    /// One side of `&&` or `||` is left out.
    case operandDropped
    /// `==` for `!=`, `<` for `<=`.
    case comparison
    /// `&&` for `||`.
    case connective
    /// `p` for `!p`.
    case notDropped
    /// The condition of an `if`, a `while` or a `?:` becomes its opposite.
    case conditionNegated
    /// The `where p` of a quantifier, a loop or a comprehension: `p` becomes `true`.
    case filterDropped
    /// `true` for `false`.
    case truthValue
    /// `+` for `-`, `+=` for `-=`.
    case arithmetic
    /// `min` for `max`.
    case extremum
    /// One more, or one less.
    case constant
    case statementDropped
    /// `forall` for `exists`.
    case quantifier
    /// The next case of its enumeration.
    case enumCase
    /// An action or a process is no longer `fair`, or no longer `strong`.
    case fairnessDropped
    /// An action is no longer `urgent`.
    case urgencyDropped
  }

  package var operation: Operation
  /// What is replaced; empty where nothing is.
  package var span: Span
  package var replacement: String
  /// The expression or statement around it, which tells a reader what the change means.
  package var context: Span
  /// It changes a function that claims, or users of a component, may call: what is different then
  /// may show without any step being another.
  package var isVisibleBesideSteps: Bool

  package init(
    operation: Operation, span: Span, replacement: String, context: Span,
    isVisibleBesideSteps: Bool = false
  ) {
    self.operation = operation
    self.span = span
    self.replacement = replacement
    self.context = context
    self.isVisibleBesideSteps = isVisibleBesideSteps
  }

  /// The text of the whole file with the change made.
  /// - Complexity: O(bytes).
  package func applied(to file: SourceFile) -> [UInt8] {
    file.utf8[..<Int(span.start)] + Array(replacement.utf8) + file.utf8[Int(span.end)...]
  }
}

extension Mutation {
  /// Where a reader looks: the first place within the change that is not white space.
  package func position(in file: SourceFile) -> SourcePosition {
    let space = file.utf8[Int(span.start)..<Int(span.end)].prefix {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t")
        || $0 == UInt8(ascii: "\r")
    }
    return file.position(at: span.start + Int32(space.count))
  }

  /// What stands there, and what will stand there, each in one line of about so many characters.
  package func excerpt(in file: SourceFile, width: Int = 72) -> (before: String, after: String) {
    let old = collapsed(file, span.start, span.end)
    let new = collapsed(replacement)
    var prefix = collapsed(file, context.start, span.start)
    var suffix = collapsed(file, span.end, context.end)
    let room = max(8, (width - max(old.count, new.count)) / 2)
    if prefix.count + old.count + suffix.count > width {
      if prefix.count > room { prefix = "…" + prefix.suffix(room) }
      if suffix.count > room { suffix = suffix.prefix(room) + "…" }
    }
    return (
      trimmed(prefix + shortened(old, width) + suffix),
      trimmed(prefix + shortened(new, width) + suffix)
    )
  }

  private func collapsed(_ file: SourceFile, _ start: Int32, _ end: Int32) -> String {
    collapsed(file.text(of: Span(file: span.file, start: start, end: max(start, end))))
  }

  /// Each run of white space as one space; the ends keep theirs.
  private func collapsed(_ text: String) -> String {
    var result = ""
    for character in text {
      if !character.isWhitespace {
        result.append(character)
      } else if result.last != " " {
        result.append(" ")
      }
    }
    return result
  }

  private func shortened(_ text: String, _ width: Int) -> String {
    text.count > width ? text.prefix(width) + "…" : text
  }

  private func trimmed(_ text: String) -> String {
    text.split(separator: " ").joined(separator: " ")
  }
}
