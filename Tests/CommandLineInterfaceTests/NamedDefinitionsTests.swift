import MeshCheck
import SpecLanguage
import TestSupport
import Testing

@testable import CommandLineInterface

@Suite("The definitions that theorems name")
struct NamedDefinitionsTests {
  private static let component = """
    component Gate {
        var isOpen = false
        /// what is shut is shut
        invariant WellFormed:
            isOpen || !isOpen
        invariant Other: true
        transition open() { isOpen = true }
    }

    """

  private func definitions(_ text: String) -> [String] {
    let files = MemoryFiles(["spec.mesh": text, "gate.mesh": Self.component])
    let verification = Verification(
      files: files.access, settings: ParameterSettings(), limits: VerificationLimits(),
      clock: { .zero })
    return SectionBlock.definitions(of: verification.prepare("spec.mesh"))
  }

  private static let model = """
    import "gate"
    var gate: Gate
    var up = true
    /// How often.
    ghost var opened: 0...1 = 0
    ghost var unnamed = false

    """

  @Test("are functions, with what these name themselves, each once and as named")
  func functions() {
    let found = definitions(
      Self.model + """
        func limit() -> 0...2 { 2 }
        /// within the limit
        func isFew() -> Bool {
            return opened < limit()
        }
        func unused() -> Bool { up }
        theorem "1.1" Few: isFew() implies opened <= limit()
        theorem "1.2" Again: up implies isFew()

        """)
    #expect(
      found == [
        "/// within the limit\nfunc isFew() -> Bool {\n    return opened < limit()\n}",
        "/// How often.\nghost var opened: 0...1 = 0", "func limit() -> 0...2 { 2 }",
      ])
  }

  @Test("are a component's invariants, without its indentation")
  func invariants() {
    let found = definitions(Self.model + "theorem Well: gate.WellFormed implies up\n")
    #expect(
      found == ["/// what is shut is shut\ninvariant WellFormed:\n    isOpen || !isOpen"])
  }

  @Test("are functions that stand for a claim about runs, too")
  func formulas() {
    let found = definitions(
      Self.model + """
        func stays() -> Bool { eventually always up }
        func holds() -> Bool { stays() }
        func upward() -> Bool { always up }
        theorem Stays: holds() implies eventually up

        """)
    #expect(
      found == [
        "func holds() -> Bool { stays() }", "func stays() -> Bool { eventually always up }",
      ])
  }

  @Test("are none for other properties than theorems, and of specs with errors")
  func none() {
    #expect(definitions(Self.model + "invariant Well: gate.WellFormed\n").isEmpty)
    #expect(definitions("theorem Broken: x implies y\n").isEmpty)
  }
}
