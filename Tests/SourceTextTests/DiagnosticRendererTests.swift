import SourceText
import Testing

@Suite struct DiagnosticRendererTests {
  /// Renders a diagnostic about the first place in `text` that reads `marked`.
  private func render(
    _ text: String, marking marked: String, color: Bool = false,
    _ make: (Span) -> Diagnostic = {
      Diagnostic(
        DiagnosticCode("MC0001"), .error, "wrong", at: $0)
    }
  ) -> String {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "a.mesh", utf8: Array(text.utf8)))
    let range = text.firstRange(of: marked) ?? text.startIndex..<text.startIndex
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let end = text.utf8.distance(from: text.startIndex, to: range.upperBound)
    let span = Span(file: file, start: Int32(start), end: Int32(end))
    return DiagnosticRenderer(sources: sources, color: color).render(make(span))
  }

  @Test("The line is quoted and the place underlined")
  func quotesLine() {
    #expect(
      render("var a = 0\nvar bcd = 1\n", marking: "bcd") == """
        a.mesh:2:5: error: wrong [MC0001]
          2 | var bcd = 1
            |     ^^^

        """)
  }

  @Test("An empty place gets one caret, also at the end of the file")
  func marksEmptyPlaces() {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "a.mesh", utf8: Array("init {\n".utf8)))
    let end = Span(file: file, start: 7, end: 7)
    let text = DiagnosticRenderer(sources: sources).render(
      Diagnostic(
        DiagnosticCode("MC0001"), .warning, "wrong", at: end))
    #expect(
      text == """
        a.mesh:2:1: warning: wrong [MC0001]
          2 |
            | ^

        """)
  }

  @Test("A place of several lines is underlined to the end of the first")
  func marksFirstLine() {
    #expect(
      render("f(a,\n  b)", marking: "(a,\n  b") == """
        a.mesh:1:2: error: wrong [MC0001]
          1 | f(a,
            |  ^^^

        """)
  }

  @Test("Tabs, accents and wide characters keep the carets under the place")
  func countsCells() {
    #expect(
      render("\tx = é漢 @", marking: "@") == """
        a.mesh:1:9: error: wrong [MC0001]
          1 |     x = é漢 @
            |             ^

        """)
  }

  @Test("Control characters are not sent to the terminal")
  func replacesControlCharacters() {
    #expect(
      render("a\u{1B}[2Jb", marking: "b") == """
        a.mesh:1:6: error: wrong [MC0001]
          1 | a\u{FFFD}[2Jb
            |      ^

        """)
  }

  @Test("Of a very long line only a window around the place is shown")
  func cutsLongLines() {
    let digits = String(repeating: "0123456789", count: 30)
    let before = digits.suffix(40)
    let after = digits.prefix(57)
    #expect(
      render(digits + "abc" + digits, marking: "abc") == """
        a.mesh:1:301: error: wrong [MC0001]
          1 | …\(before)abc\(after)…
            |  \(String(repeating: " ", count: 40))^^^

        """)
  }

  @Test("A place longer than the window is underlined as far as it is shown")
  func cutsLongPlaces() {
    let long = String(repeating: "x", count: 3_000)
    #expect(
      render(long, marking: long) == """
        a.mesh:1:1: error: wrong [MC0001]
          1 | \(String(repeating: "x", count: 100))…
            | \(String(repeating: "^", count: 100))

        """)
  }

  @Test("Notes have places of their own or none, and a fix is said last")
  func showsNotesAndFix() {
    let text = render("let a = b", marking: "b") { span in
      let first = Span(file: span.file, start: 4, end: 5)
      return Diagnostic(
        DiagnosticCode("MC0301"), .error, "unknown name", at: span,
        notes: [.init("declared here", at: first), .init("or nowhere")],
        fix: .init(replace: span, with: "c"))
    }
    #expect(
      text == """
        a.mesh:1:9: error: unknown name [MC0301]
          1 | let a = b
            |         ^
        a.mesh:1:5: note: declared here
          1 | let a = b
            |     ^
        note: or nowhere
        help: replace 'b' by 'c'

        """)
  }

  @Test("A fix that the message spells out is not said again")
  func leavesOutRepeatedFix() {
    let text = render("mod", marking: "mod") { span in
      Diagnostic(
        DiagnosticCode("MC0301"), .error, "unknown name 'mod' — did you mean 'mode'?", at: span,
        fix: .init(replace: span, with: "mode"))
    }
    #expect(
      text == """
        a.mesh:1:1: error: unknown name 'mod' — did you mean 'mode'? [MC0301]
          1 | mod
            | ^^^

        """)
  }

  @Test("Colours mark the kind and the carets")
  func colours() {
    #expect(
      render("x", marking: "x", color: true) == """
        a.mesh:1:1: \u{1B}[1;31merror:\u{1B}[0m wrong [MC0001]
          1 | x
            | \u{1B}[1;31m^\u{1B}[0m

        """)
  }

  @Test("A diagnostic without a place is one line")
  func rendersWithoutPlace() {
    let renderer = DiagnosticRenderer(sources: SourceMap())
    #expect(
      renderer.render(
        Diagnostic(
          DiagnosticCode("MC0201"), .error, "cannot read 'x'", at: nil))
        == "error: cannot read 'x' [MC0201]\n")
  }
}
