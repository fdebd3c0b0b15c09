import SpecLanguage
import Testing

/// Whole messages, as the command line prints them.
@Suite struct RenderedDiagnosticTests {
  @Test("A message quotes its line, points at the place and says what would be right")
  func suggestion() {
    let source = """
      var mode = true
      action go() when mod { mode = false }
      """
    #expect(
      Checking(source).rendered == """
        a.mesh:2:18: error: unknown name 'mod' — did you mean 'mode'? [MC0301]
          2 | action go() when mod { mode = false }
            |                  ^^^

        """)
  }

  @Test("A message shows the declaration that it speaks of")
  func note() {
    let source = """
      param size: 1...4 = 2
      component Box(limit: 1...3 = 1) { var n: 0...limit = 0 }
      var box: Box(limit: size + 2)
      """
    #expect(
      Checking(source).rendered == """
        a.mesh:3:21: error: 4 is outside the range 1...3 of the parameter 'limit' [MC0504]
          3 | var box: Box(limit: size + 2)
            |                     ^^^^^^^^
        a.mesh:2:22: note: the range of 'limit' is declared here
          2 | component Box(limit: 1...3 = 1) { var n: 0...limit = 0 }
            |                      ^^^^^

        """)
  }

  @Test("A parameter given outside its range is refused with the range")
  func parameter() {
    #expect(
      Checking("param size: 1...4 = 2", parameters: ["size": 9, "sise": 1]).rendered == """
        error: 9 is outside the range 1...4 of the parameter 'size' [MC0504]
        a.mesh:1:13: note: the range of 'size' is declared here
          1 | param size: 1...4 = 2
            |             ^^^^^

        error: there is no parameter 'sise' — did you mean 'size'? [MC0309]

        """)
  }
}
