import SpecCompiler
import SpecLanguage
import Testing

/// Every value of every kind of type, by the order that `TypedSpec.values(of:)` lists.
@Suite("Representation of values")
struct RepresentationTests {
  private static let declarations = """
    entity Node(3)
    entity Only(1)
    enum Mode { closed, open, halfOpen }
    enum Message { stop, vote(Node), pair(Bool, 2...3) }
    struct Point { var x: 1...3; var on: Bool }
    enum Nested { none, some(Message?), many([Bool: Mode]) }
    """

  static let types = [
    "Bool", "0...4", "-3...3", "5...9", "7...7", "Node", "Only", "Mode", "Message", "Point",
    "Nested",
    "Bool?", "(2...3)?", "Message?", "Node?", "Point?", "[Bool: 0...2]", "[Mode: Bool]",
    "[Node: Mode?]", "Set<Bool>", "Set<Node>", "Set<2...6>", "Set<Mode?>",
    "Queue<Bool, 3>", "Queue<Message, 2>", "Queue<Point, 2>", "Queue<Only, 4>", "Bag<Bool, 3>",
    "Bag<Message, 2>", "Bag<-1...2, 3>", "[Bool: Point?]", "Queue<Set<Bool>, 2>",
    "Set<[Bool: Bool]>", "Bag<Point, 2>", "Queue<Bool?, 2>", "Set<Set<Bool>>",
    "Set<Queue<Bool, 1>>", "Set<Bag<Bool, 2>>", "[Set<Bool>: Bool]", "[Bag<Bool, 1>: 1...2]",
  ]

  /// `Tested` is the type in question.
  private static func fixture(_ type: String, _ lines: String) throws -> CompiledFixture {
    try CompiledFixture(declarations + "\ntype Tested = \(type)\n" + lines)
  }

  @Test("A state is the same after packing and unpacking", arguments: types)
  func roundTrip(type: String) throws {
    let fixture = try Self.fixture(
      type, "var before = false\nvar value: Tested = any\nvar after: 0...2 = 0")
    let values = fixture.spec.values(of: fixture.spec.variables[1].type)
    var seen: Set<[UInt64]> = []
    for (index, value) in values.enumerated() {
      let state = StateValue(variables: [
        .bool(index % 2 == 0), value, .integer(Int64(index % 3)),
      ])
      let words = fixture.compiled.encode(state)
      #expect(fixture.compiled.decode(words) == state)
      seen.insert(words)
    }
    #expect(seen.count == values.count)
  }

  @Test("Choosing any value takes all of them in their order", arguments: types)
  func choices(type: String) throws {
    let fixture = try Self.fixture(type, "var value: Tested = any")
    let values = fixture.spec.values(of: fixture.spec.variables[0].type)
    #expect(fixture.initialStates() == values.map { StateValue(variables: [$0]) })
  }

  @Test("A set of one chosen member holds that member", arguments: types)
  func sets(type: String) throws {
    let fixture = try Self.fixture(
      type,
      """
      var members: Set<Tested> = []
      var isMember = false
      action take() {
        let x = any Tested
        members = [x]
        isMember = x in members && members.count == 1
      }
      """)
    guard case .set(let element) = fixture.spec.variables[0].type else {
      Issue.record("not a set")
      return
    }
    let expected = fixture.spec.values(of: element).map {
      StateValue(variables: [.set([$0]), .bool(true)])
    }
    let first = try #require(fixture.initialStates().first)
    #expect(fixture.successors(of: first) == expected)
  }

  @Test("A loop over a type meets its values in their order", arguments: types)
  func loops(type: String) throws {
    let fixture = try Self.fixture(
      type,
      """
      var last: Tested = any
      var chosen: Tested = any
      var differ: 0...4_000 = 0
      action walk() {
        let wanted = any Tested
        var isFound = false
        var before = 0
        for x in Tested {
          if x == wanted { isFound = true }
          if !isFound { before += 1 }
          last = x
        }
        chosen = wanted
        differ = before
      }
      """)
    let values = fixture.spec.values(of: fixture.spec.variables[0].type)
    let expected = values.enumerated().map { index, value in
      StateValue(variables: [values[values.count - 1], value, .integer(Int64(index))])
    }
    let first = try #require(fixture.initialStates().first)
    #expect(fixture.successors(of: first) == expected)
  }

  @Test("A map has a value of its own for each key", arguments: types)
  func maps(type: String) throws {
    let fixture = try Self.fixture(
      type,
      """
      var marks: [Tested: Bool] = false
      action mark() {
        let key = any Tested
        marks[key] = true
      }
      """)
    let first = try #require(fixture.initialStates().first)
    guard case .map(let key, _) = fixture.spec.variables[0].type else { return }
    let count = fixture.spec.values(of: key).count
    let expected = (0..<count).map { marked in
      StateValue(variables: [.map((0..<count).map { .bool($0 == marked) })])
    }
    #expect(fixture.successors(of: first) == expected)
  }

  @Test("Sets of more than 64 members span several words", arguments: [65, 128, 130, 4096])
  func wideSets(count: Int) throws {
    let fixture = try CompiledFixture(
      """
      var members: Set<1...\(count)> = [1, \(count)]
      var total: 0...\(count) = 0
      action complement() {
        members = { x in 1...\(count) where !(x in members) }
        total = members.count
      }
      action clear() { for x in members { members.remove(x) } }
      action add() {
        let x = any 60...70 where x <= \(count)
        members.insert(x)
        total = sum(y for y in members) - 1 - \(count)
      }
      """)
    let first = try #require(fixture.initialStates().first)
    let all = (1...Int64(count)).map { Value.integer($0) }
    let added = (60...min(70, Int64(count))).map { x in
      StateValue(variables: [
        .set(Set([1, x, Int64(count)]).sorted().map { .integer($0) }),
        .integer(x == count ? 0 : x),
      ])
    }
    let expected =
      [
        StateValue(variables: [
          .set(Array(all.dropFirst().dropLast())), .integer(Int64(count - 2)),
        ]),
        StateValue(variables: [.set([]), .integer(0)]),
      ] + added
    #expect(fixture.successors(of: first) == expected)
  }
}
