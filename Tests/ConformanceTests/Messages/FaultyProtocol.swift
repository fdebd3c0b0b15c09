import Conformance
import MeshComponents

/// A protocol as it is often written, with one fault at a time; without any it obeys the spec.
struct FaultyProtocol: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case readsAnyFormat = "reads any format"
    case ignoresTheMark = "ignores the mark"
    case avroWithoutWriter = "Avro without the writer's schema"
    case tagReused = "tag reused"
    case unknownFieldIsAnError = "unknown field is an error"
    case missingFieldStaysMissing = "missing field stays missing"
    case zerosAreNotSent = "zeros are not sent"
    case fallsBackToJSON = "falls back to JSON"
    case prefersTheLast = "prefers the last"
    case keepsWhatWasAccepted = "keeps what was accepted"

    var story: String {
      switch self {
      case .readsAnyFormat:
        "Only the sender looks at the format: bytes of one that the receiver does not support "
          + "reach it and are read (section 5.1 of the theory)."
      case .ignoresTheMark:
        "The encoding is a field that nothing reads: bytes are taken for the reader's own schema "
          + "(section 5.1 of the theory)."
      case .avroWithoutWriter:
        "Avro's bytes are read with the reader's schema alone, though they have only positions "
          + "(Apache Avro specification, schema resolution)."
      case .tagReused:
        "A new field gets the number of one that was given up, and takes its values (Protocol "
          + "Buffers, Updating A Message Type)."
      case .unknownFieldIsAnError:
        "A field that a newer sender has is an error, as in Jackson unless it is told otherwise "
          + "(FAIL_ON_UNKNOWN_PROPERTIES)."
      case .missingFieldStaysMissing:
        "A field that an older sender did not have is left without a value instead of its default."
      case .zerosAreNotSent:
        "Zero and nothing are the same on the wire (Protocol Buffers, Field Presence: implicit)."
      case .fallsBackToJSON:
        "With nothing in common the sender writes JSON, whether it was asked for or not (RFC 9110, "
          + "section 12.5.1, lets it)."
      case .prefersTheLast: "Of the common formats the last is taken."
      case .keepsWhatWasAccepted: "Formats of an earlier negotiation are still read."
      }
    }
  }

  let fault: Fault?
  private var exchange: MessageProtocol
  private var everAccepted: Set<MessageFormat> = []

  init(fault: Fault?) {
    self.fault = fault
    exchange = MessageProtocol(reader: ProtocolAdapter.schema(1))
    if fault == .readsAnyFormat {
      exchange.negotiate(offers: [], accepted: MessagePreferences(MessageFormat.allCases))
    }
  }

  mutating func reset() { self = FaultyProtocol(fault: fault) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "know":
      let known = 1...protocolInteger(call.arguments[1])
      exchange.know(own: schema(protocolInteger(call.arguments[0])), known: known.map(schema))
      return .nothing
    case "negotiate":
      return negotiate(protocolFormats(call.arguments[0]), protocolFormats(call.arguments[1]))
    case "encode":
      let schema = schema(protocolInteger(call.arguments[1]))
      guard let message = try? exchange.encode(protocolMessage(call.arguments[0]), as: schema)
      else { return .none }
      return AbstractBytes.value(of: message) ?? .nothing
    case "decode": return decode(AbstractBytes(call.arguments[0]))
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private func schema(_ version: Int) -> MessageSchema {
    let schema = ProtocolAdapter.schema(version)
    guard fault == .tagReused || fault == .zerosAreNotSent else { return schema }
    let fields = schema.fields.map { field in
      // Saying that b was renamed is how reuse gets past a check of the schemas.
      let isReusing = fault == .tagReused && field.name == "c"
      return MessageField(
        field.name, isReusing ? 2 : field.number, field.type,
        default: fault == .zerosAreNotSent ? nil : 0, aliases: isReusing ? ["b"] : [])
    }
    return (try? MessageSchema(name: schema.name, version: version, fields: fields)) ?? schema
  }

  private mutating func negotiate(
    _ sender: [MessageFormat], _ receiver: [MessageFormat]
  ) -> SpecificationValue {
    var offers = sender.map { MessageOffer($0) }
    var accepted = receiver
    everAccepted.formUnion(receiver)
    switch fault {
    case .readsAnyFormat:
      offers.removeAll { !receiver.contains($0.format) }
      accepted = MessageFormat.allCases
    case .keepsWhatWasAccepted:
      offers.removeAll { !receiver.contains($0.format) }
      accepted = Array(everAccepted)
    case .prefersTheLast: offers.reverse()
    default: break
    }
    let agreed = exchange.negotiate(offers: offers, accepted: MessagePreferences(accepted))
    if let agreed { return .enumCase(agreed.format.rawValue) }
    return fault == .fallsBackToJSON ? .enumCase("json") : .none
  }

  private func decode(_ bytes: AbstractBytes) -> SpecificationValue {
    var message = bytes.message(reader: exchange.reader.version)
    if fault == .ignoresTheMark || fault == .avroWithoutWriter && message.format == .avro {
      message = EncodedMessage(format: message.format, version: nil, content: message.content)
    }
    guard let value = try? exchange.decode(message) else { return .none }
    let names = AbstractBytes.names.indices.filter { bytes.content[$0] != nil }
      .map { AbstractBytes.names[$0] }
    let own = Set(exchange.reader.fields.map(\.name))
    if fault == .unknownFieldIsAnError && message.format == .json && !own.isSuperset(of: names) {
      return .none
    }
    guard fault == .missingFieldStaysMissing, message.format == .json, case .map(let map) = value
    else { return protocolValue(of: value) }
    var found = MessageMap()
    for name in names { if let value = map[name] { found.insert(value, for: .string(name)) } }
    return protocolValue(of: .map(found))
  }
}
