package import SourceText
package import SpecLanguage

/// What a trace shows: which property, where it stands, and what became of it.
package struct TraceSubject: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case invariant
    /// The last step is the marked one.
    case step
    /// `id` is the number in the document.
    case theorem(id: String?)
    /// Of infinite runs.
    case property
    /// A witness, not a fault.
    case reachable
    /// A witness of a measure's least or greatest value.
    case least(Int64)
    case greatest(Int64)
    /// A rule that holds without being written down.
    case violation(Violation.Kind)
    case deadlock
  }

  package var kind: Kind
  /// `WellFormed`, `b[instance1].WellFormed`, `row.range`; `deadlock` for a deadlock.
  package var name: String
  /// Where the spec states it; nil for a deadlock.
  package var place: SourceLocation?
  /// The property's `///` text; may be empty.
  package var story: String

  package init(kind: Kind, name: String, place: SourceLocation?, story: String = "") {
    self.kind = kind
    self.name = name
    self.place = place
    self.story = story
  }

  /// The sentence that a trace opens with: `theorem 6.1 Protective is violated`.
  package var headline: String {
    switch kind {
    case .invariant: "invariant \(name) is violated"
    case .step: "step \(name) is violated"
    case .theorem(let id): "theorem " + (id.map { $0 + " " } ?? "") + "\(name) is violated"
    case .property: "property \(name) is violated"
    case .reachable: "\(name) is reached"
    case .least(let value): "\(name) is \(value), its least value"
    case .greatest(let value): "\(name) is \(value), its greatest value"
    case .violation: "\(name) is violated"
    case .deadlock: "deadlock"
    }
  }

  /// The kind as one word, for files: `invariant`, `theorem`, `range`, `deadlock`.
  package var kindWord: String { kind.word }
}

extension TraceSubject.Kind {
  package var word: String {
    switch self {
    case .invariant: "invariant"
    case .step: "step"
    case .theorem: "theorem"
    case .property: "property"
    case .reachable: "reachable"
    case .least: "least"
    case .greatest: "greatest"
    case .violation(let kind): kind.rawValue
    case .deadlock: "deadlock"
    }
  }
}

/// A place in a file, as messages print it.
package struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
  package var path: String
  package var line: Int
  package var column: Int

  package init(path: String, line: Int, column: Int) {
    self.path = path
    self.line = line
    self.column = column
  }

  package init(of span: Span, in sources: SourceMap) {
    let position = sources.position(of: span)
    self.init(path: sources[span.file].path, line: position.line, column: position.column)
  }

  package var description: String { "\(path):\(line):\(column)" }
}
