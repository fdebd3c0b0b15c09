import MeshCheck
import Testing

@Suite("Parameters")
struct ParameterTests {
  private static let text = """
    param a: 1...3 = 2
    param b: 0...2 = 0
    var n: 0...8 = 0
    action up() { n = n == a + b ? 0 : n + 1 }

    """

  @Test("swept together give every combination, the last changing fastest")
  func sweep() throws {
    let reports = try allVerified(
      Self.text,
      sweep: [.init(name: "a", values: .range(1...2)), .init(name: "b", values: .range(0...2))])
    #expect(reports.map(\.states) == [2, 3, 4, 3, 4, 5])
    #expect(
      reports.map(\.title) == [
        "spec.mesh (a = 1, b = 0)", "spec.mesh (a = 1, b = 1)", "spec.mesh (a = 1, b = 2)",
        "spec.mesh", "spec.mesh (a = 2, b = 1)", "spec.mesh (a = 2, b = 2)",
      ])
  }

  @Test("swept as a list are tried in its order, and each must be in range")
  func list() throws {
    let reports = try allVerified(Self.text, sweep: [.init(name: "a", values: .list([3, 1]))])
    #expect(reports.map(\.states) == [4, 2])
    let outside = ParameterMistake.outOfRange(
      name: "a", value: 7, low: 1, high: 3, file: "spec.mesh")
    #expect(throws: VerificationError.parameters(outside)) {
      try allVerified(Self.text, sweep: [.init(name: "a", values: .list([3, 7, 1]))])
    }
  }

  @Test("that no spec has are refused, with those that there are")
  func unknown() {
    #expect(throws: VerificationError.parameters(.unknown(name: "c", known: ["a", "b"]))) {
      try allVerified(Self.text, set: ["c": 1])
    }
  }

  @Test("out of their range are refused, swept ones by their ends")
  func range() {
    let outside = ParameterMistake.outOfRange(
      name: "a", value: 4, low: 1, high: 3, file: "spec.mesh")
    #expect(throws: VerificationError.parameters(outside)) {
      try allVerified(Self.text, set: ["a": 4])
    }
    #expect(throws: VerificationError.parameters(outside)) {
      try allVerified(Self.text, sweep: [.init(name: "a", values: .range(1...4))])
    }
  }

  @Test("given twice, or in too many combinations, are refused")
  func mistakes() {
    #expect(throws: VerificationError.parameters(.givenTwice(name: "a"))) {
      try allVerified(Self.text, set: ["a": 1], sweep: [.init(name: "a", values: .range(1...2))])
    }
    #expect(throws: VerificationError.parameters(.tooManyCombinations(max: 1000))) {
      try allVerified(Self.text, sweep: [.init(name: "a", values: .range(Int64.min...Int64.max))])
    }
    #expect(throws: VerificationError.parameters(.tooManyCombinations(max: 1000))) {
      let sweeps = ["a", "b", "c"].map {
        ParameterSettings.Sweep(name: $0, values: .range(1...11))
      }
      _ = try allVerified(Self.text, sweep: sweeps)
    }
  }
}
