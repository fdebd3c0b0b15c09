import SpecLanguage
import Testing

/// Mistakes about names beside mistakes of syntax: all that are the author's, none that follow.
@Suite struct LostNamesTests {
  @Test("Mistakes of syntax and of names are reported together")
  func together() {
    let source = """
      var x: 0...3 = 0
      invarient Small: x < 3
      action up() when x < 3 { y += 1 }
      """
    #expect(Checking(source).codes == ["MC0105", "MC0301"])
  }

  @Test("A name on a line that could not be read is not called unknown")
  func sameLine() {
    let source = """
      variable x: 0...3 = 0
      action up() when x < 3 { x = z }
      """
    #expect(Checking(source).codes == ["MC0105", "MC0301"])
  }

  @Test("After an unclosed bracket nothing is said of names")
  func unclosed() {
    let source = """
      component Gate() { var isOpen = false
      var gate: Gate
      invariant Shut: !gate.isOpen && nothing
      """
    #expect(Checking(source).codes.allSatisfy { !$0.hasPrefix("MC03") })
    #expect(!Checking(source).codes.isEmpty)
  }
}
