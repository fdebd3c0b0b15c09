import Counterexamples
import SourceText
import Testing

@testable import SpecLanguage

@Suite("What changed between two states")
struct ChangeTests {
  /// The changes of one variable `v`, one line each.
  private func changes(_ type: Type, from old: Value, to new: Value) -> [String] {
    var spec = SampleTypes.spec
    let span = Span(file: spec.file, start: 0, end: 0)
    spec.variables = [
      Variable(name: "v", type: type, isGhost: false, isOpen: false, span: span)
    ]
    let changes = spec.changes(
      from: StateValue(variables: [old]), to: StateValue(variables: [new]))
    return changes.map { "\($0.path): \($0.text)" }
  }

  @Test(
    "Only what differs is told, by its path",
    arguments: [
      (.bool, .bool(true), .bool(true), []),
      (.bool, .bool(true), .bool(false), ["v: true → false"]),
      (
        SampleTypes.message, .enumCase(0, []), .enumCase(1, [.identity(1)]),
        ["v: .none → .from(client2)"]
      ),
      (.optional(.bool), .none, .some(.bool(true)), ["v: nil → true"]),
      (
        SampleTypes.point, .structure([.integer(0), .enumCase(0, [])]),
        .structure([.integer(0), .enumCase(1, [])]), ["v.at: .closed → .open"]
      ),
      (
        .map(key: SampleTypes.client, value: SampleTypes.point),
        .map(Array(repeating: .structure([.integer(0), .enumCase(0, [])]), count: 2)),
        .map([
          .structure([.integer(0), .enumCase(0, [])]), .structure([.integer(1), .enumCase(1, [])]),
        ]), ["v[client2].x: 0 → 1", "v[client2].at: .closed → .open"]
      ),
      (
        .set(SampleTypes.client), .set([.identity(0)]), .set([.identity(1)]),
        ["v: + client2  - client1"]
      ),
      (
        .bag(SampleTypes.client, capacity: 3), .bag([.identity(0)]),
        .bag([.identity(0), .identity(0), .identity(1)]), ["v: + client1, client2"]
      ),
      (
        .queue(.bool, capacity: 2), .queue([.bool(true)]), .queue([.bool(true), .bool(false)]),
        ["v: [true] → [true, false]"]
      ),
      (
        SampleTypes.breaker, .structure([.enumCase(0, []), .set([])]),
        .structure([.enumCase(0, []), .set([.identity(0), .identity(1)])]),
        ["v.inFlight: + client1, client2"]
      ),
    ] as [(Type, Value, Value, [String])])
  func changes(type: Type, old: Value, new: Value, lines: [String]) {
    #expect(changes(type, from: old, to: new) == lines)
  }
}
