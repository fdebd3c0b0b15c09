import SpecLanguage
import Testing

/// What an import brings in, and what it does not.
@Suite struct SeveralFilesTests {
  @Test("A mistake between files is reported where it stands", arguments: Self.cases)
  func reports(library: String, source: String, report: String) {
    #expect(Checking(source, files: ["library.mesh": library]).report == report)
  }

  static let cases: [(library: String, source: String, report: String)] = [
    (
      "var up = true\nfunc isUp() -> Bool { return up }",
      "import \"library\"\ninvariant I: isUp()",
      """
      2:30 MC0314 an import does not bring in 'up', which this code uses
        note 1:5 'up' is declared here
      """
    ),
    (
      "var up = true",
      "import \"library\"\ninvariant I: up",
      "2:14 MC0301 unknown name 'up'"
    ),
    (
      "enum Mode { open }",
      "import \"library\"\nenum Mode { shut }",
      """
      2:6 MC0302 'Mode' is declared twice
        note 1:6 'Mode' is first declared here
      """
    ),
    (
      "component Box { var size: 0...2 = 3 }",
      "import \"library\"",
      "1:35 MC0402 3 is outside the range 0...2 of 'Box.size'"
    ),
  ]

  @Test("Types, components, functions and constants come with an import")
  func brings() throws {
    let library = """
      param size: 1...9 = 3
      let half = size / 2
      entity Node(size)
      enum Mode { idle, busy(0..<size) }
      func after(n: 0..<size) -> 0..<size { return (n + 1) % size }
      component Box { var mode: Mode = .idle }
      action unused() { }
      invariant Unused: true
      """
    let source = """
      import "library"
      var n: 0..<size = half
      var b: [Node: Box]
      invariant I: after(n) < size
      """
    let spec = try Checking(source, files: ["library.mesh": library]).spec()
    #expect(spec.variables.map { spec.describe($0.type) } == ["0...2", "[Node: Box]"])
    #expect(spec.parameters.isEmpty)
    #expect(spec.actions.isEmpty)
    #expect(spec.properties.map(\.name) == ["I"])
    #expect(spec.entities.map(\.count) == [3])
  }

  @Test("A name that two imports bring in is refused at the second of them")
  func conflict() {
    let files = [
      "x.mesh": "enum Mode { open }", "y.mesh": "enum Mode { shut }", "z.mesh": "enum Other { on }",
    ]
    let source = "import \"x\"\nimport \"y\"\nimport \"z\""
    #expect(
      Checking(source, files: files).report == """
        2:1 MC0302 'Mode' is declared twice
          note 1:6 'Mode' is first declared here
        """)
  }

  @Test("A file imported on two ways is no second declaration")
  func diamond() throws {
    let files = [
      "mode.mesh": "enum Mode { open }", "b.mesh": "import \"mode\"\nlet first = Mode.open",
    ]
    let source = "import \"mode\"\nimport \"b\"\nvar m: Mode = first"
    let spec = try Checking(source, files: files).spec()
    #expect(spec.enumerations.map(\.name) == ["Mode"])
  }
}
