import SourceText
import SpecLanguage
import Testing

@Suite struct SpecLoaderTests {
  private struct Missing: Error {}

  /// Loads from a folder of texts.
  private func load(_ path: String, from files: [String: String]) -> LoadedSpec {
    SpecLoader { path in
      guard let text = files[path] else { throw Missing() }
      return Array(text.utf8)
    }.load(path: path)
  }

  private func paths(_ loaded: LoadedSpec) -> [String] {
    loaded.files.map { loaded.sources[$0.file].path }
  }

  private func rendered(_ loaded: LoadedSpec) -> String {
    DiagnosticRenderer(sources: loaded.sources).render(loaded.diagnostics)
  }

  @Test("Imported files stand before those that import them, each once, the root last")
  func orders() {
    let loaded = load(
      "main.mesh",
      from: [
        "main.mesh": "import \"b\"\nimport \"a\"", "a.mesh": "import \"b\"\nimport \"./c.mesh\"",
        "b.mesh": "import \"c\"", "c.mesh": "let x = 1",
      ])
    #expect(rendered(loaded) == "")
    #expect(paths(loaded) == ["c.mesh", "b.mesh", "a.mesh", "main.mesh"])
    #expect(loaded.sources[loaded.root].path == "main.mesh")
    let imports = loaded.imports.mapValues { $0.map { loaded.sources[$0].path } }
    #expect(imports[loaded.root] == ["b.mesh", "a.mesh"])
    #expect(Set(imports.values) == [["b.mesh", "a.mesh"], ["b.mesh", "c.mesh"], ["c.mesh"]])
  }

  @Test(
    "An import is looked for in the folder of the file, then in each above it",
    arguments: [
      ("specs/theorems/x.mesh", "specs/components/breaker.mesh"),
      ("specs/theorems/x.mesh", "specs/theorems/components/breaker.mesh"),
      ("specs/theorems/x.mesh", "components/breaker.mesh"),
      ("x.mesh", "../../components/breaker.mesh"),
      ("/home/a/x.mesh", "/components/breaker.mesh"),
      ("../x.mesh", "../../components/breaker.mesh"),
    ])
  func searches(root: String, target: String) {
    let loaded = load(root, from: [root: "import \"components/breaker\"", target: "let x = 1"])
    #expect(rendered(loaded) == "")
    #expect(paths(loaded) == [target, root])
  }

  @Test("The nearest of two files is taken")
  func takesNearest() {
    let loaded = load(
      "a/b/x.mesh", from: ["a/b/x.mesh": "import \"y\"", "a/y.mesh": "", "y.mesh": ""])
    #expect(paths(loaded) == ["a/y.mesh", "a/b/x.mesh"])
  }

  @Test("An import that is nowhere says where it was looked for")
  func reportsMissing() {
    let loaded = load("specs/x.mesh", from: ["specs/x.mesh": "let a = 1\nimport \"nope\"\n"])
    #expect(
      rendered(loaded) == """
        specs/x.mesh:2:8: error: cannot read 'nope.mesh' [MC0201]
          2 | import "nope"
            |        ^^^^^^
        note: looked for it in 'specs', '.', '..', '../..' and the folders above

        """)
    #expect(paths(loaded) == ["specs/x.mesh"])
  }

  @Test("Imports that run in a circle are named in order")
  func reportsCycle() {
    let loaded = load(
      "a.mesh",
      from: ["a.mesh": "import \"b\"", "b.mesh": "import \"c\"", "c.mesh": "import \"b\""])
    #expect(
      rendered(loaded) == """
        c.mesh:1:8: error: imports run in a circle: 'b.mesh' → 'c.mesh' → 'b.mesh' [MC0204]
          1 | import "b"
            |        ^^^
        note: move what both files need into a third

        """)
    #expect(paths(loaded) == ["c.mesh", "b.mesh", "a.mesh"])
  }

  @Test("A file that imports itself is a circle of one")
  func reportsSelfImport() {
    let loaded = load("a.mesh", from: ["a.mesh": "import \"a\""])
    #expect(
      loaded.diagnostics.map(\.message) == ["imports run in a circle: 'a.mesh' → 'a.mesh'"])
  }

  @Test("A root that cannot be read gives a spec without files")
  func reportsMissingRoot() {
    let loaded = load("a.mesh", from: [:])
    #expect(rendered(loaded) == "error: cannot read 'a.mesh' [MC0201]\n")
    #expect(loaded.files.isEmpty)
    #expect(loaded.sources[loaded.root].path == "a.mesh")
  }

  @Test("Bytes that are no UTF-8 are reported where they stand")
  func reportsInvalidText() {
    let loaded = SpecLoader { _ in Array("let a\nlet ".utf8) + [0xFF, 0x41] }.load(path: "a.mesh")
    #expect(
      rendered(loaded) == """
        a.mesh:2:5: error: the file is not text in UTF-8: it has other bytes here [MC0202]
          2 | let \u{FFFD}A
            |     ^

        """)
  }

  @Test("A file over the limit is not parsed")
  func reportsLargeFile() {
    let size = SpecLoader.byteCountMax + 1
    let loaded = SpecLoader { _ in Array(repeating: 0x20, count: size) }.load(path: "a.mesh")
    #expect(
      rendered(loaded)
        == "error: 'a.mesh' has 16777217 bytes; a spec may have 16777216 [MC0203]\n")
  }

  @Test("A chain of imports without end stops at the limit")
  func reportsTooManyFiles() {
    let loaded = SpecLoader { path in
      let number = Int(path.filter(\.isNumber)) ?? 0
      return Array("import \"f\(number + 1)\"".utf8)
    }.load(path: "f0.mesh")
    #expect(loaded.diagnostics.map(\.message) == ["a spec may have 256 files at most"])
    #expect(loaded.files.count == 256)
  }

  @Test("Diagnostics come by file and place")
  func ordersDiagnostics() {
    let loaded = load(
      "a.mesh", from: ["a.mesh": "import \"b\"\nlet = 1\nimport \"x\"\nlet", "b.mesh": "let"])
    let places = loaded.diagnostics.map {
      "\(loaded.sources[$0.span!.file].path):\($0.span!.start)"
    }
    #expect(places == ["a.mesh:15", "a.mesh:26", "a.mesh:33", "b.mesh:3"])
  }
}
