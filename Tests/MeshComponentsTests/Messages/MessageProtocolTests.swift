import MeshComponents
import Testing

@Suite("A message protocol")
struct MessageProtocolTests {
  let old: MessageSchema
  let new: MessageSchema

  init() throws {
    old = try MessageSchema(
      name: "Order", version: 1,
      fields: [.init("id", 1, .int64), .init("total", 2, .double), .init("key", 3, .bytes)])
    new = try MessageSchema(
      name: "Order", version: 2,
      fields: [
        .init("id", 1, .int64), .init("total", 2, .double), .init("key", 3, .bytes),
        .init("note", 4, .string, isOptional: true), .init("count", 5, .int32, default: 1),
      ])
  }

  let order: MessageValue = ["id": .int(.max), "total": 2.0, "key": .bytes([0, 255])]

  func exchange(
    _ format: MessageFormat, reader: MessageSchema, known: [MessageSchema] = []
  ) -> MessageProtocol {
    var exchange = MessageProtocol(reader: reader, known: known)
    exchange.negotiate(offers: [.init(format)], accepted: .init([format]))
    return exchange
  }

  @Test("reads an older message with defaults, in each format", arguments: MessageFormat.allCases)
  func older(format: MessageFormat) throws {
    let exchange = exchange(format, reader: new, known: [old])
    let message = try exchange.encode(order, as: old)
    #expect(message.format == format && message.version == 1)
    #expect(
      try exchange.decode(message) == [
        "id": .int(.max), "total": 2.0, "key": .bytes([0, 255]), "note": .null, "count": 1,
      ])
  }

  @Test("reads a newer message, or refuses it", arguments: MessageFormat.allCases)
  func newer(format: MessageFormat) throws {
    let exchange = exchange(format, reader: old)
    let message = try exchange.encode(
      ["id": 1, "total": 0.5, "key": .bytes([]), "note": "n", "count": 3], as: new)
    switch format {
    case .json, .protocolBuffers:
      #expect(try exchange.decode(message) == ["id": 1, "total": 0.5, "key": .bytes([])])
    case .messagePack, .avro:
      #expect(throws: MessageError(.unknownSchema(version: 2))) { try exchange.decode(message) }
    }
  }

  @Test("refuses to write before anything was agreed on, and to read what was not asked for")
  func agreement() throws {
    var exchange = MessageProtocol(reader: old)
    #expect(throws: MessageError(.nothingAgreed)) { try exchange.encode(order, as: old) }
    #expect(exchange.negotiate(offers: [.init(.avro)], accepted: .init([.json])) == nil)
    #expect(throws: MessageError(.formatNotAccepted(.avro))) {
      try exchange.decode(EncodedMessage(format: .avro, version: 1, content: []))
    }
  }

  @Test("marks bytes in a content type, and reads the mark")
  func contentType() throws {
    let message = try exchange(.protocolBuffers, reader: old).encode(order, as: old)
    #expect(message.contentType == "application/protobuf;version=1")
    #expect(
      try EncodedMessage(contentType: message.contentType, content: message.content) == message)
    let plain = try EncodedMessage(
      contentType: "Application/JSON; charset=\"utf-8\"", content: [])
    #expect(plain.format == .json && plain.version == nil)
    for text in ["", "json", "text/html", "application/json;version=x", "application/json, */*"] {
      #expect(throws: MessageError.self) { try EncodedMessage(contentType: text, content: []) }
    }
  }

  @Test("refuses null where a value has to be, instead of taking the default")
  func nullIsNoDefault() throws {
    let exchange = exchange(.json, reader: new)
    let text = #"{"id":1,"total":1.5,"key":"","count":null}"#
    #expect(throws: MessageError(.mismatch(expected: "int32", found: "null"))) {
      try exchange.decode(.init(format: .json, version: 2, content: Array(text.utf8)))
    }
  }

  @Test("tells names in JSON apart by case, and refuses what is missing without a default")
  func names() throws {
    let exchange = exchange(.json, reader: new)
    let text = #"{"ID":1,"total":1.5,"key":""}"#
    #expect(throws: MessageError(.missingField("id"))) {
      try exchange.decode(.init(format: .json, version: 2, content: Array(text.utf8)))
    }
  }

  @Test("refuses arrays of MessagePack with other than the writer's number of fields")
  func positions() throws {
    let exchange = exchange(.messagePack, reader: new, known: [old])
    for content in [[0x90], [0x92, 1, 2], [0x94, 1, 2, 0xC4, 0, 4]] as [[UInt8]] {
      #expect(throws: MessageError.self) {
        try exchange.decode(.init(format: .messagePack, version: 1, content: content))
      }
    }
  }

  @Test("refuses a record within a record of MessagePack that has too few fields")
  func positionsWithin() throws {
    let inner = try MessageSchema(
      name: "Inner", fields: [.init("a", 1, .int32), .init("b", 2, .int32, default: 5)])
    let outer = try MessageSchema(name: "Outer", fields: [.init("r", 1, .record(inner))])
    let exchange = exchange(.messagePack, reader: outer)
    let message = EncodedMessage(format: .messagePack, version: 1, content: [0x91, 0x92, 1, 2])
    #expect(try exchange.decode(message) == ["r": ["a": 1, "b": 2]])
    #expect(throws: MessageError(.invalidLength(1))) {
      try exchange.decode(
        EncodedMessage(format: .messagePack, version: 1, content: [0x91, 0x91, 1]))
    }
  }

  @Test(
    "refuses values and fields that the schema does not have", arguments: MessageFormat.allCases)
  func misfits(format: MessageFormat) throws {
    let exchange = exchange(format, reader: old)
    let misfits: [MessageValue] = [
      ["id": 1, "total": 0.5], ["id": "x", "total": 0.5, "key": .bytes([])],
      ["id": .uint(.max), "total": 0.5, "key": .bytes([])], 7,
      ["id": 1, "total": 0.5, "key": .bytes([]), "kee": 1],
    ]
    for value in misfits {
      #expect(throws: MessageError.self) { try exchange.encode(value, as: old) }
    }
  }
}
