import MeshCheck
import Testing

@Suite("A scripted test")
struct ScriptedTestTests {
  private static let model = """
    var n: 0...3 = 0
    var up = true
    action move() when up { n = n == 3 ? 0 : n + 1 }
    action fall() { up = false }
    action jump() { let k = any 1...2; n = k }
    terminal true

    """

  private func test(_ body: String) throws -> PropertyReport {
    let report = try verified(Self.model + "test \"a run\" {\n\(body)\n}\n")
    return try report.property("a run")
  }

  @Test("passes when every step can be taken and every assertion is true")
  func passes() throws {
    let report = try test("move()\nassert n == 1\nmove()\nfall()\nassert n == 2 && !up")
    #expect(report.kind == .test)
    #expect(report.verdict == .holds)
    #expect(report.reason == nil)
    #expect(report.line == 7)
  }

  @Test("fails at an assertion, with its line")
  func assertion() throws {
    let report = try test("move()\nassert n == 2\nassert n == 3")
    #expect(report.verdict == .violated)
    #expect(report.reason == "line 9: 'assert n == 2' is false")
  }

  @Test("fails at a step that is not possible")
  func notEnabled() throws {
    #expect(try test("fall()\nmove()").reason == "line 9: 'move()' has no step here")
  }

  @Test("follows every choice, and asks of each what it asserts")
  func choices() throws {
    #expect(try test("jump()\nassert n >= 1").verdict == .holds)
    #expect(try test("jump()\nassert n == 1").reason == "line 9: 'assert n == 1' is false")
  }

  @Test("fails where a step breaks a rule")
  func rule() throws {
    let report = try verified(
      """
      var n: 0...1 = 0
      action up() { n += 1 }
      test "too far" {
        up()
        up()
      }
      """)
    #expect(try report.property("too far").reason == "line 5: 'up()' breaks n.range")
  }
}
