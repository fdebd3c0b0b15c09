import SourceText

@testable import SpecLanguage

/// A spec of nothing but types: what values are described and encoded by.
enum SampleTypes {
  static let mode = Type.enumeration(EnumerationID(index: 0))
  static let message = Type.enumeration(EnumerationID(index: 1))
  static let point = Type.structure(StructureID(index: 0))
  static let client = Type.entity(EntityID(index: 0))
  static let breaker = Type.component(ComponentID(index: 0))
  static let small = Type.integer(IntegerRange(low: -1, high: 1))

  /// One of each kind of type and some nestings, each with few enough values to try them all.
  static let all: [(name: String, type: Type)] = [
    ("Bool", .bool),
    ("integers", small),
    ("an enum", mode),
    ("an enum with payloads", message),
    ("a struct", point),
    ("an entity", client),
    ("a component", breaker),
    ("a map", .map(key: client, value: small)),
    ("a map from cases", .map(key: mode, value: .optional(client))),
    ("a map from structs", .map(key: .structure(StructureID(index: 1)), value: .bool)),
    ("a set", .set(client)),
    ("a set of cases", .set(message)),
    ("a set of sets", .set(.set(client))),
    ("a queue", .queue(message, capacity: 2)),
    ("a bag", .bag(client, capacity: 3)),
    ("a bag of optionals", .bag(.optional(mode), capacity: 2)),
    ("an optional", .optional(small)),
    ("an optional of an optional", .optional(.optional(.bool))),
    ("nothing", .nothing),
  ]

  static let spec: TypedSpec = {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "sample.mesh", utf8: []))
    var spec = TypedSpec(file: file)
    spec.entities = [EntityType(name: "Client", count: 2)]
    spec.enumerations = [
      EnumerationType(
        name: "Mode",
        cases: [.init(name: "closed", payload: []), .init(name: "open", payload: [])]),
      EnumerationType(
        name: "Message",
        cases: [
          .init(name: "none", payload: []), .init(name: "from", payload: [client]),
          .init(name: "sent", payload: [client, .bool]),
        ]),
    ]
    spec.structures = [
      StructureType(
        name: "Point", fields: [Field(name: "x", type: small), Field(name: "at", type: mode)]),
      StructureType(name: "Pair", fields: [Field(name: "value", type: .bool)]),
    ]
    spec.components = [
      ComponentType(
        name: "Breaker<Client>(threshold: 2)",
        fields: [Field(name: "mode", type: mode), Field(name: "inFlight", type: .set(client))],
        routines: [])
    ]
    return spec
  }()
}
