import Testing

/// `on tick` and `urgent`.
@Suite("Time")
struct TimeTests {
  @Test("All handlers run in one tick, which comes last")
  func handlers() throws {
    let fixture = try MachineFixture(
      """
      var a: 0...3 = 0
      var b: 0...3 = 0
      on tick { a += 1 }
      on tick { b = a + 1 }
      action stay() { }
      """)
    #expect(try fixture.steps() == ["stay() -> 0 0", "tick -> 1 2"])
  }

  @Test("A tick that would change nothing is no step")
  func idleTick() throws {
    let fixture = try MachineFixture("var a: 0...3 = 0\non tick { a = 0 }")
    #expect(try fixture.steps() == [])
  }

  @Test("Time does not pass while an urgent action has a step, even one that breaks a rule")
  func urgency() throws {
    let urgent = try MachineFixture(
      "var a: 0...3 = 0\nurgent action now() when a == 0 { a -= 1 }\non tick { a += 1 }")
    #expect(try urgent.steps() == ["now() -> a.range at `a -= 1`"])
    let disabled = try MachineFixture(
      "var a: 0...3 = 0\nurgent action now() { require a == 1 }\non tick { a += 1 }")
    #expect(try disabled.steps() == ["tick -> 1"])
  }

  @Test("A tick that breaks a rule is a step without a state")
  func failingTick() throws {
    let fixture = try MachineFixture("var a: 0...3 = 3\non tick { a += 1 }")
    #expect(try fixture.steps() == ["tick -> a.range at `a += 1`"])
  }
}
