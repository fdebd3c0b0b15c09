import SourceText
import Testing

@testable import SpecLanguage

@Suite("Values as people read them")
struct ValueDescriptionTests {
  private static let client = Type.entity(EntityID(index: 0))
  private static let message = Type.enumeration(EnumerationID(index: 0))

  private let spec: TypedSpec = {
    var spec = TypedSpec(file: FileID(index: 0))
    spec.entities = [EntityType(name: "Client", count: 2)]
    spec.enumerations = [
      EnumerationType(
        name: "Message",
        cases: [
          .init(name: "none", payload: []), .init(name: "sent", payload: [client, .bool]),
        ])
    ]
    spec.structures = [
      StructureType(
        name: "Point", fields: [Field(name: "x", type: .bool), Field(name: "of", type: client)])
    ]
    spec.components = [
      ComponentType(
        name: "Breaker<Client>(threshold: 2)", fields: [Field(name: "mode", type: message)],
        routines: [])
    ]
    return spec
  }()

  @Test(
    "A value is described as a spec writes it",
    arguments: [
      (.bool(true), .bool, "true"),
      (.integer(-4), .integer(.everything), "-4"),
      (.identity(0), client, "client1"),
      (.enumCase(0, []), message, ".none"),
      (.enumCase(1, [.identity(0), .bool(false)]), message, ".sent(client1, false)"),
      (.none, .optional(.bool), "nil"),
      (.some(.bool(true)), .optional(.bool), "true"),
      (.some(.none), .optional(.optional(.bool)), "some(nil)"),
      (
        .structure([.bool(true), .identity(1)]), .structure(StructureID(index: 0)),
        "Point(x: true, of: client2)"
      ),
      (
        .structure([.enumCase(0, [])]), .component(ComponentID(index: 0)),
        "Breaker(mode: .none)"
      ),
      (
        .map([.integer(0), .integer(3)]), .map(key: client, value: .integer(.everything)),
        "[client1: 0, client2: 3]"
      ),
      (.set([]), .set(client), "{}"),
      (.set([.identity(0), .identity(1)]), .set(client), "{client1, client2}"),
      (.queue([.bool(true), .bool(true)]), .queue(.bool, capacity: 3), "[true, true]"),
      (.bag([.identity(0), .identity(0)]), .bag(client, capacity: 3), "bag[client1, client1]"),
    ] as [(Value, Type, String)])
  func description(value: Value, type: Type, text: String) {
    #expect(spec.describe(value, as: type) == text)
  }

  @Test(
    "The values of a type come in its order, each once",
    arguments: [
      (.bool, ["false", "true"]),
      (.optional(.bool), ["nil", "false", "true"]),
      (.set(client), ["{}", "{client1}", "{client2}", "{client1, client2}"]),
      (
        .queue(.bool, capacity: 2),
        [
          "[]", "[false]", "[true]", "[false, false]", "[false, true]", "[true, false]",
          "[true, true]",
        ]
      ),
      (
        .bag(.bool, capacity: 2),
        [
          "bag[]", "bag[false]", "bag[true]", "bag[false, false]", "bag[false, true]",
          "bag[true, true]",
        ]
      ),
      (
        message,
        [
          ".none", ".sent(client1, false)", ".sent(client1, true)", ".sent(client2, false)",
          ".sent(client2, true)",
        ]
      ),
      (
        .map(key: client, value: .bool),
        [
          "[client1: false, client2: false]", "[client1: false, client2: true]",
          "[client1: true, client2: false]", "[client1: true, client2: true]",
        ]
      ),
    ] as [(Type, [String])])
  func order(type: Type, texts: [String]) {
    #expect(spec.values(of: type).map { spec.describe($0, as: type) } == texts)
    #expect(spec.cardinality(of: type) == texts.count)
  }
}
