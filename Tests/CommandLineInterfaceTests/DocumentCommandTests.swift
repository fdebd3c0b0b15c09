import MeshCheck
import SpecLanguage
import TestSupport
import Testing

@testable import CommandLineInterface

@Suite("Pages that are made from specs")
struct DocumentCommandTests {
  private static let spec = """
    // A counter that stops. It has a second sentence.
    //
    // A story of
    // two lines.
    //
    // Section: 1.1, 1.2
    // Source: nowhere.
    param top: 1...3 = 2
    var n: 0...3 = 0
    /// up
    action up() when n < top { n += 1 }
    terminal n == top
    theorem "1.1" Low: n >= 0 implies n < 2 && isSmall()
    func isSmall() -> Bool { n < 3 }
    /// it counts up to two | and
    /// stops too late
    expect violated Low
    expect holds Low with top = 1
    reachable Three: n == 3
    expect unreachable Three
    expect unreachable Three with top = 1

    """

  private static func world(_ page: String) -> TestWorld {
    TestWorld(["specs/theorems/counter.mesh": spec, "docs/page.md": page])
  }

  @Test("have the statements, verdicts and counts of a section, and keep what is written by hand")
  func section() throws {
    let world = Self.world(
      "Before.\n<!-- meshcheck section 1.2 -->old<!-- /meshcheck -->\nAfter.\n")
    #expect(world.run("document docs/page.md") == 0)
    let page = try #require(world.files.text(at: "docs/page.md"))
    #expect(page.hasPrefix("Before.\n<!-- meshcheck section 1.2 -->\n"))
    #expect(page.hasSuffix("\n<!-- /meshcheck -->\nAfter.\n"))
    for line in [
      "[`theorems/counter.mesh`](../specs/theorems/counter.mesh): A counter that stops.",
      "\nA story of two lines.\n",
      "theorem \"1.1\" Low: n >= 0 implies n < 2 && isSmall()",
      "func isSmall() -> Bool { n < 3 }",
      "- [`Low`](../counterexamples/counter-Low.md), after 2 steps: it counts up to two | and "
        + "stops too late",
      "| as they are | 1 claim holds; [`Low` is violated](../counterexamples/counter-Low.md); "
        + "`Three` is unreachable | 3 | 2 | 0.00 s |",
      "| `top = 1` | 2 claims hold; `Three` is unreachable | 2 | 1 | 0.00 s |",
    ] {
      #expect(page.contains(line + "\n"), "\(line)\n\(page)")
    }
    #expect(!page.contains(">old<"))
  }

  @Test("are stale when a spec has changed, but not when it took longer")
  func check() throws {
    let world = Self.world("<!-- meshcheck section 1.1 -->\n<!-- /meshcheck -->\n")
    #expect(world.run("document --check docs/page.md") == 1)
    #expect(world.output == "docs/page.md\n")
    #expect(world.run("document docs/page.md") == 0)
    let made = try #require(world.files.text(at: "docs/page.md"))
    let slower = made.replacing("0.00 s", with: "12.34 s")
    #expect(Self.world(slower).run("document --check docs/page.md") == 0)
    let wrong = made.replacing("| 3 | 2 |", with: "| 4 | 2 |")
    #expect(Self.world(wrong).run("document --check docs/page.md") == 1)
  }

  @Test("have sweeps as tables and pictures")
  func sweep() throws {
    let world = Self.world(
      """
      <!-- meshcheck sweep specs/theorems/counter.mesh Low top=1...3 picture=low.svg -->
      <!-- /meshcheck -->
      """)
    #expect(world.run("document docs/page.md") == 0)
    let page = try #require(world.files.text(at: "docs/page.md"))
    #expect(page.contains("![Low of specs/theorems/counter.mesh](low.svg)\n"))
    #expect(page.contains("| `top` → | 1 | 2 | 3 |\n"))
    #expect(page.contains("| **Low** | holds | violated after 2 | violated after 2 |\n"))
    let picture = try #require(world.files.text(at: "docs/low.svg"))
    #expect(picture.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" "))
    #expect(picture.hasSuffix("</svg>\n"))
    // Two fields, or one, and one in the legend.
    #expect(picture.split(separator: "2 steps", omittingEmptySubsequences: false).count - 1 == 3)
    #expect(picture.split(separator: ">holds<", omittingEmptySubsequences: false).count - 1 == 2)
  }

  @Test("name the trace of each violation")
  func violations() throws {
    let world = Self.world("<!-- meshcheck violations specs -->\n<!-- /meshcheck -->\n")
    #expect(world.run("document docs/page.md") == 0)
    let page = try #require(world.files.text(at: "docs/page.md"))
    #expect(
      page.contains(
        "| [counter-Low](../counterexamples/counter-Low.md) | "
          + "it counts up to two \\| and stops too late<br>"
          + "`theorem \"1.1\" Low: n >= 0 implies n < 2 && isSmall()` | 2 |\n"))
  }

  @Test("are not written again when only times have changed")
  func times() throws {
    let world = Self.world("<!-- meshcheck section 1.1 -->\n<!-- /meshcheck -->\n")
    #expect(world.run("document docs/page.md") == 0)
    let made = try #require(world.files.text(at: "docs/page.md"))
    let slower = made.replacing("0.00 s", with: "12.34 s")
    let later = Self.world(slower)
    #expect(later.run("document docs/page.md") == 0)
    #expect(later.files.text(at: "docs/page.md") == slower)
  }

  @Test("tell in a sweep what says nothing, and what no state meets, from what holds")
  func outcomes() throws {
    let spec = """
      param top: 0...2 = 1
      var n: 0...2 = 0
      action up() when n < top { n += 1 }
      terminal n == top
      theorem Few: n > 0 implies n < 2
      reachable Two: n == 2

      """
    let world = TestWorld([
      "a.mesh": spec,
      "page.md": """
      <!-- meshcheck sweep a.mesh Few top=0,1,2 picture=few.svg --><!-- /meshcheck -->
      <!-- meshcheck sweep a.mesh Two top=1,2 picture=two.svg --><!-- /meshcheck -->
      """,
    ])
    #expect(world.run("document page.md") == 0)
    let page = try #require(world.files.text(at: "page.md"))
    #expect(page.contains("| **Few** | vacuous | holds | violated after 2 |\n"))
    #expect(page.contains("| **Two** | unreachable | reachable |\n"))
    let (few, two) = (world.files.text(at: "few.svg"), world.files.text(at: "two.svg"))
    #expect(few?.contains("says nothing: its left side is never true") == true)
    #expect(few?.contains("in no state") == false)
    #expect(two?.contains("in no state") == true)
    #expect(two?.contains("in every state") == false)
  }

  @Test(
    "with a wrong order are errors that say what is wrong",
    arguments: [
      ("<!-- meshcheck section 1.1 -->", "line 1: this order has no '<!-- /meshcheck -->'"),
      ("<!-- meshcheck chapter 1 --><!-- /meshcheck -->", "'chapter 1' is no order"),
      (
        "<!-- meshcheck section 9.9 --><!-- /meshcheck -->",
        "no spec has the line '// Section: 9.9'"
      ),
      (
        "<!-- meshcheck sweep specs/theorems/counter.mesh Low top=7 --><!-- /meshcheck -->",
        "in a sweep: a parameter with more than one value"
      ),
      (
        "<!-- meshcheck sweep specs/theorems/counter.mesh Low top=1,1 --><!-- /meshcheck -->",
        "in a sweep: top=1,1"
      ),
      (
        "<!-- meshcheck sweep specs/theorems/counter.mesh Low top=0...5000 --><!-- /meshcheck -->",
        "in a sweep: top=0...5000"
      ),
      (
        "<!-- meshcheck sweep specs/theorems/counter.mesh Low top=2...9 --><!-- /meshcheck -->",
        "4 is not a value of the parameter 'top'"
      ),
      (
        "<!-- meshcheck sweep specs/theorems/counter.mesh High top=1,2 --><!-- /meshcheck -->",
        "'specs/theorems/counter.mesh' has no property 'High'"
      ),
    ])
  func mistakes(page: String, message: String) {
    let world = Self.world(page)
    #expect(world.run("document docs/page.md") == 2)
    #expect(world.errors.contains(message), "\(world.errors)")
  }

  @Test("take the title, the story and the sections from a spec's first comment")
  func header() {
    let header = SpecHeader(of: Self.spec)
    #expect(header.title == "A counter that stops")
    #expect(header.story == "A story of two lines.")
    #expect(header.sections == ["1.1", "1.2"])
    #expect(SpecHeader(of: "var x = true\n").title.isEmpty)
  }
}

/// What can be told without exploring; `.ci/run` has the rest.
@Suite("The page of the theory")
struct TheoryPageTests {
  private static let verification = Verification(
    files: Corpus.files, settings: ParameterSettings(), limits: VerificationLimits(),
    clock: { .zero })

  private static let specs = Corpus.specs.filter { path in
    SectionBlock.Kind.allCases.contains { path.hasPrefix("specs/\($0.rawValue)/") }
  }

  private static let sections = [
    "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1", "5.2", "6.1", "6.2", "7.1", "7.2", "8.1",
    "8.2",
  ]

  @Test("has every section of the document that defines something, in order")
  func sections() throws {
    let page = try Page(try RepositoryFiles.text(at: "docs/theory.md"))
    #expect(page.orders == Self.sections.map { ["section", $0] })
  }

  @Test("has every spec in its sections, with its title and its theorems", arguments: specs)
  func isFresh(path: String) throws {
    let header = SpecHeader(of: try RepositoryFiles.text(at: path))
    #expect(!header.sections.isEmpty, "\(path) has no line '// Section: …'")
    let page = try Page(try RepositoryFiles.text(at: "docs/theory.md"))
    for section in header.sections {
      let text = page.parts.compactMap { part -> String? in
        guard case .made(["section", section], let text) = part else { return nil }
        return text
      }.joined()
      #expect(text.contains("](../\(path)): \(header.title).\n"), "\(path) in \(section)")
      guard path.hasPrefix("specs/theorems/") else { continue }
      for statement in SectionBlock.statements(of: Self.verification.prepare(path)) {
        #expect(text.contains(statement), "\(statement)")
      }
      for definition in SectionBlock.definitions(of: Self.verification.prepare(path)) {
        #expect(text.contains(definition), "\(definition)")
      }
    }
  }

  @Test(
    "has for code as written, its repair", arguments: specs.filter { $0.contains("as-written") })
  func repaired(path: String) throws {
    let repair = path.replacing("as-written", with: "repaired")
    let (old, new) = try (RepositoryFiles.text(at: path), RepositoryFiles.text(at: repair))
    let claims = old.split(separator: "\n").compactMap { line -> Substring? in
      line.hasPrefix("expect violated ") ? line.dropFirst("expect violated ".count) : nil
    }
    #expect(!claims.isEmpty)
    #expect(!new.contains("expect violated"))
    for claim in claims where claim != "arithmetic" && claim != "index" {
      #expect(new.contains(" \(claim): ") || new.contains(" \(claim) on "), "\(claim)")
    }
  }
}

/// Every violation that a spec speaks of has its trace, and nothing else is there.
@Suite("The traces in counterexamples")
struct CounterexampleNameTests {
  private static let verification = Verification(
    files: Corpus.files, settings: ParameterSettings(), limits: VerificationLimits(),
    clock: { .zero })

  @Test("are those that the specs speak of")
  func names() throws {
    var (wanted, possible): (Set<String>, Set<String>) = ([], [])
    var owners: [String: String] = [:]
    let folders = ["specs/as-written/", "specs/theorems/", "specs/incidents/"]
    for path in Corpus.specs where folders.contains(where: path.hasPrefix) {
      let prepared = Self.verification.prepare(path)
      let spec = try #require(prepared.spec)
      for run in Self.verification.runs(of: prepared) {
        let report = run.emptyReport
        for expectation in spec.expectations {
          guard case .verdict(let name, .violated) = expectation.outcome else { continue }
          let file = TraceNames.name(of: name, in: report)
          possible.insert(file)
          // Links on pages lead to one trace: two specs may not want one name.
          let owner = owners[file.lowercased(), default: path]
          #expect(owner == path, "\(file) is the name of traces of \(owner) and \(path)")
          owners[file.lowercased()] = path
          let own = expectation.parameters.map { "\($0.name)=\($0.value)" }.sorted()
          let values = report.changedParameters.map { "\($0.name)=\($0.value)" }.sorted()
          if own == values { wanted.insert(file) }
        }
      }
    }
    let there = Set(
      Corpus.traces.map { $0.dropFirst("counterexamples/".count).dropLast(".itf.json".count) }
        .map(String.init))
    #expect(wanted.count > 50)
    #expect(wanted.subtracting(there).isEmpty)
    #expect(there.subtracting(possible).isEmpty)
  }

  @Test(
    "of the code as written are told of in a sentence, which stands on the page",
    arguments: Corpus.specs.filter { $0.hasPrefix("specs/as-written/") })
  func sentences(path: String) throws {
    let prepared = Self.verification.prepare(path)
    let (spec, loaded) = (try #require(prepared.spec), try #require(prepared.loaded))
    let told = ViolationSentences(of: loaded)
    let pages = try ["counterexamples/README.md", "docs/theory.md"].map(RepositoryFiles.text)
    for expectation in spec.expectations {
      guard case .verdict(let name, .violated) = expectation.outcome else { continue }
      let sentence = try #require(told[name], "nothing is said of \(name)")
      for page in pages { #expect(page.contains(sentence), "\(sentence)") }
    }
  }
}
