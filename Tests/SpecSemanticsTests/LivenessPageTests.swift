import SpecLanguage
import SpecSemantics
import TestSupport
import Testing

/// What `docs/liveness.md` says of runs is so by the slow twin.
@Suite("The page on liveness")
struct LivenessPageTests {
  private static func example() throws -> String {
    let blocks = try RepositoryFiles.blocks(in: "docs/liveness.md")
    return try #require(blocks.first { $0.language == "swift" }).text
  }

  /// The temporal properties that are violated.
  private static func violated(in spec: TypedSpec) throws -> Set<String> {
    let found = try #require(NaiveExplorer.explore(spec, statesMax: 100))
    var names: Set<String> = []
    for (index, property) in spec.properties.enumerated() {
      guard case .temporal = property.kind else { continue }
      if !NaiveLiveness.holds(property: index, keys: [], spec: spec, found) {
        names.insert(property.name)
      }
    }
    return names
  }

  @Test("expects of its example what is so")
  func expectations() throws {
    let spec = try SpecText.check(Self.example())
    let expected = spec.expectations.compactMap { expectation -> String? in
      guard case .verdict(let name, .violated) = expectation.outcome else { return nil }
      return name
    }
    #expect(try Self.violated(in: spec) == Set(expected))
    #expect(expected.count == 2)
  }

  @Test("says rightly what strong fairness is needed for")
  func strongFairness() throws {
    let text = try Self.example().replacing("strong fair action", with: "fair action")
    #expect(
      try Self.violated(in: SpecText.check(text))
        == ["AlwaysComesBack", "Answers", "IsTakenOutAtOnce"])
  }
}
