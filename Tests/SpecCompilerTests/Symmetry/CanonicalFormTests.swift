import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

@testable import Engine

/// Canonical forms of random states, against renaming the values one by one.
@Suite("Canonical forms")
struct CanonicalFormTests {
  private static let declarations = """
    entity Node(4)
    entity Peer(3)
    entity Fixed(2)
    enum Mode { closed, open, halfOpen }
    enum Message { stop, vote(Node), pair(Node, Peer), number(2...3) }
    enum News { nothing, all(Set<Node>), one(-2...3, Node), some(Bag<Node, 2>) }
    enum Sole { none, all([Node: Bool], Peer?) }
    struct Point { var x: 1...3; var who: Node; var peers: Set<Peer> }
    struct Link { var from: Node; var to: Node }
    var fixed: [Fixed: 0...1] = [x: 0 for x in Fixed]

    """

  /// Variables as a spec declares them.
  static let variables = [
    "var a: [Node: Mode] = .closed",
    "var a: [Node: Mode] = .closed\nvar b: Set<Node> = []\nvar c: Set<Message> = []",
    "var a: Node? = nil",
    "var a: Node? = nil\nvar b: Peer? = nil\nvar c: [Node: Bool] = false",
    "var a: Queue<Node, 4> = []",
    "var a: Queue<Node, 3> = []\nvar b: [Node: Bool] = false",
    "var a: Bag<Node, 3> = []",
    "var a: Bag<Message, 3> = []",
    "var a: Bag<Link, 3> = []",
    "var a: [Node: Node?] = nil",
    "var a: [Node: Peer?] = nil",
    "var a: [Node: [Peer: Bool]] = false",
    "var a: [Node: [Node: Bool]] = false",
    "var a: [Peer: [Node: Mode]] = .closed\nvar b: [Node: Peer?] = nil",
    "var a: Set<Link> = []",
    "var a: [Node: Set<Node>] = []",
    "var a: [Node: Set<Peer>] = []\nvar b: [Peer: 0...2] = 0",
    "var a: [Link: Bool] = false",
    "var a: [Node?: 0...2] = 0",
    "var a: [Message: Bool] = false",
    "var a: Queue<Message, 2> = []",
    "var a: Message? = nil",
    "var a: [Node: Message?] = nil",
    "var a: News? = nil",
    "var a: [Node: News] = .nothing",
    "var a: Queue<News, 2> = []",
    "var a: [Node: Queue<Peer, 2>] = []",
    "var a: [Node: Bag<Node, 2>] = []",
    "var a: Sole = .none\nvar b: [Peer: Sole] = .none",
    "var a: Point? = nil\nvar b: Queue<Point, 2> = []",
    "var a: Queue<Set<Node>, 2> = []",
    "var a: [Node: [Node: Node?]] = nil",
    "var a: [Node: 0...1_000_000] = 0\nvar b: [Node: 0...1_000_000_000_000] = 0"
      + "\nvar c: [Node: Node?] = nil",
    "var a: [Node: 0...1_000_000_000_000] = 0\nvar b: [Node: 0...1_000_000_000_000] = 0"
      + "\nvar c: Queue<Node, 2> = []\nvar d: [Peer: Peer?] = nil\nvar e: Node? = nil",
    "var a: [Node: Bool] = false\nvar b: Queue<Node, 2> = []\nvar c: [Peer: Peer?] = nil",
    "var a: Set<Queue<Node, 2>> = []",
    "var a: Bag<[Bool: Node], 2> = []",
    "var a: [Node: Set<0...63>] = []\nvar b: Set<[Mode: Node]> = []",
  ]

  private struct Fixture {
    let compiled: CompiledSpec
    let canonicalizer: Canonicalizer
    let plan: SymmetryPlan
    let entities: [EntityID]

    init(_ variables: String) throws {
      compiled = try CompiledFixture(CanonicalFormTests.declarations + variables).compiled
      plan = try #require(compiled.symmetry.plan)
      canonicalizer = Canonicalizer(SymmetryTables(plan, compiled.program.layout))
      entities = compiled.symmetry.reduced.map(\.entity)
    }

    func renamed(_ state: StateValue, _ images: [[Int]]) -> StateValue {
      let byEntity = Dictionary(uniqueKeysWithValues: zip(entities, images))
      return RenamedValues(compiled.spec, images: byEntity).renamed(state)
    }

    /// One permutation of every sort, of all there are.
    var allImages: [[[Int]]] {
      plan.sizes.reduce([[]]) { prefixes, size in
        prefixes.flatMap { prefix in permutations(of: size).map { prefix + [$0] } }
      }
    }
  }

  @Test("Renaming packed states is renaming their values", arguments: variables)
  func permuting(variables: String) throws {
    let fixture = try Fixture(variables)
    var random = RandomValues(fixture.compiled.spec, seed: 1)
    for _ in 0..<40 {
      let state = random.state()
      let images = fixture.plan.sizes.map { Array(0..<$0).shuffled(using: &random.random) }
      let packed = fixture.canonicalizer.permuted(
        fixture.compiled.encode(state), by: ElementPermutation(images: images))
      #expect(fixture.compiled.decode(packed) == fixture.renamed(state, images))
      #expect(packed == fixture.compiled.encode(fixture.renamed(state, images)))
    }
  }

  @Test(
    "A canonical form is a renaming of the state, by the permutation told", arguments: variables)
  func orbit(variables: String) throws {
    let fixture = try Fixture(variables)
    var random = RandomValues(fixture.compiled.spec, seed: 2)
    for _ in 0..<40 {
      let state = random.state()
      let (words, permutation) = fixture.canonicalizer.canonicalForm(
        of: fixture.compiled.encode(state))
      #expect(words == fixture.compiled.encode(fixture.renamed(state, permutation.images)))
      let again = fixture.canonicalizer.canonicalForm(of: words)
      #expect(again.words == words)
    }
  }

  @Test(
    "All renamings of a state have one form, and the orbit's size is their number",
    arguments: variables)
  func exactness(variables: String) throws {
    let fixture = try Fixture(variables)
    var random = RandomValues(fixture.compiled.spec, seed: 3)
    for _ in 0..<6 {
      let state = random.state()
      var forms: Set<[UInt64]> = []
      var renamings: Set<StateValue> = []
      for images in fixture.allImages {
        let renamed = fixture.renamed(state, images)
        if renamings.insert(renamed).inserted {
          forms.insert(
            fixture.canonicalizer.canonicalForm(of: fixture.compiled.encode(renamed)).words)
        }
      }
      #expect(forms.count == 1)
      let words = Table.allocate(try #require(forms.first))
      defer { words.deallocate() }
      #expect(fixture.canonicalizer.orbitSize(of: words) == renamings.count)
    }
    #expect(fixture.canonicalizer.inexactCount == 0)
  }
}
