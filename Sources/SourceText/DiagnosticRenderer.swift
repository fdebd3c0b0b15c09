/// Turns diagnostics into text for people, in the form that editors recognise.
///
/// ```text
/// specs/gate.mesh:3:14: error: unknown name 'mod' — did you mean 'mode'? [MC0301]
///   3 | invariant A: mod == .open
///     |              ^^^
/// ```
///
/// Notes follow in the same form, and a fix as `help: …` where the message does not already say it.
public struct DiagnosticRenderer: Sendable {
  let sources: SourceMap
  let palette: Palette

  /// - Parameter color: whether to mark with the colours of a terminal.
  public init(sources: SourceMap, color: Bool = false) {
    self.sources = sources
    palette = Palette(isOn: color)
  }

  /// All of them, one after the other, a blank line between.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(render).joined(separator: "\n")
  }

  /// Lines that each end in a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    let tone: Palette.Tone = diagnostic.severity == .error ? .error : .warning
    var text = heading(
      diagnostic.severity.rawValue, "\(diagnostic.message) [\(diagnostic.code)]",
      at: diagnostic.span, tone)
    for note in diagnostic.notes {
      text += heading("note", note.message, at: note.span, .note)
    }
    if let fix = diagnostic.fix, !diagnostic.message.contains("'\(fix.replacement)'") {
      text += palette.paint("help:", .help) + " " + advice(fix) + "\n"
    }
    return text
  }

  /// `path:line:column: kind: message`, and the line under it.
  private func heading(
    _ kind: String, _ message: String, at span: Span?, _ tone: Palette.Tone
  ) -> String {
    let label = palette.paint("\(kind):", tone)
    guard let span else { return "\(label) \(message)\n" }
    let position = sources.position(of: span)
    let place = "\(sources[span.file].path):\(position.line):\(position.column):"
    return "\(place) \(label) \(message)\n" + quote(span, tone)
  }

  private func quote(_ span: Span, _ tone: Palette.Tone) -> String {
    let excerpt = Excerpt(of: span, in: sources[span.file])
    let number = String(excerpt.line + 1)
    let gutter = String(repeating: " ", count: number.count)
    let indent = String(repeating: " ", count: excerpt.underlineStart)
    let carets = String(repeating: "^", count: excerpt.underlineWidth)
    let text = excerpt.text.isEmpty ? "" : " " + excerpt.text
    return "  \(number) |\(text)\n  \(gutter) | \(indent)\(palette.paint(carets, tone))\n"
  }

  private func advice(_ fix: Diagnostic.Fix) -> String {
    let old = sources.text(of: fix.span)
    if old.isEmpty { return "insert '\(fix.replacement)'" }
    if fix.replacement.isEmpty { return "remove '\(old)'" }
    return "replace '\(old)' by '\(fix.replacement)'"
  }
}

/// The colours of a terminal, or none.
struct Palette: Sendable {
  enum Tone: String, Sendable {
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case help = "1;32"
  }

  var isOn: Bool

  func paint(_ text: String, _ tone: Tone) -> String {
    isOn ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
  }
}
