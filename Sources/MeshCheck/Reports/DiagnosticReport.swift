public import SourceText

/// A diagnostic with its place worked out, so that it outlives the files it speaks of.
public struct DiagnosticReport: Sendable {
  /// `MC0402`
  public var code: String
  public var severity: Severity
  public var message: String
  public var file: String?
  /// From 1; column in characters.
  public var position: SourcePosition?
  /// The whole message as people read it, with the quoted line, with and without colours.
  public var text: String
  public var coloredText: String

  package init(_ diagnostic: Diagnostic, in sources: SourceMap) {
    code = diagnostic.code.description
    severity = diagnostic.severity
    message = diagnostic.message
    file = diagnostic.span.map { sources[$0.file].path }
    position = diagnostic.span.map { sources.position(of: $0) }
    text = DiagnosticRenderer(sources: sources, color: false).render(diagnostic)
    coloredText = DiagnosticRenderer(sources: sources, color: true).render(diagnostic)
  }
}

extension [Diagnostic] {
  func reports(in sources: SourceMap) -> [DiagnosticReport] {
    map { DiagnosticReport($0, in: sources) }
  }
}
