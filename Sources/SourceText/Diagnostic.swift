/// How much a diagnostic matters: an error stops the run, a warning does not.
public enum Severity: String, Sendable {
  case error, warning
}

/// The stable name of one kind of mistake, such as `MC0104`; `docs/diagnostics.md` lists them all.
public struct DiagnosticCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }

  public static func < (a: DiagnosticCode, b: DiagnosticCode) -> Bool {
    a.description < b.description
  }
}

/// One mistake of a spec's author: a value, collected, rendered elsewhere.
public struct Diagnostic: Hashable, Sendable {
  /// A further place that explains the first.
  public struct Note: Hashable, Sendable {
    public var message: String
    public var span: Span?

    public init(_ message: String, at span: Span? = nil) {
      self.message = message
      self.span = span
    }
  }

  /// A replacement of text that would make the spec right.
  public struct Fix: Hashable, Sendable {
    public var span: Span
    public var replacement: String

    public init(replace span: Span, with replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  public var code: DiagnosticCode
  public var severity: Severity
  /// One sentence, names in single quotes, no full stop.
  public var message: String
  /// The place; nil when the mistake is about a whole file or the command line.
  public var span: Span?
  public var notes: [Note]
  public var fix: Fix?

  public init(
    _ code: DiagnosticCode, _ severity: Severity = .error, _ message: String, at span: Span?,
    notes: [Note] = [], fix: Fix? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.span = span
    self.notes = notes
    self.fix = fix
  }
}
