import Conformance
import MeshComponents

/// The library's protocol behind the calls of `specs/components/protocol.mesh`.
struct ProtocolAdapter: ImplementationUnderTest {
  private var exchange = Self.initial

  private static var initial: MessageProtocol {
    MessageProtocol(reader: schema(1), known: [schema(1)])
  }

  static func schema(_ version: Int) -> MessageSchema {
    guard let schema = ProtocolSchemas.all[version] else {
      preconditionFailure("the spec has no schema \(version)")
    }
    return schema
  }

  mutating func reset() { exchange = Self.initial }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "know":
      let known = 1...protocolInteger(call.arguments[1])
      exchange.know(
        own: Self.schema(protocolInteger(call.arguments[0])), known: known.map(Self.schema))
      return .nothing
    case "negotiate":
      let agreed = exchange.negotiate(
        offers: protocolFormats(call.arguments[0]).map { MessageOffer($0) },
        accepted: MessagePreferences(protocolFormats(call.arguments[1])))
      return agreed.map { .enumCase($0.format.rawValue) } ?? .none
    case "encode":
      let schema = Self.schema(protocolInteger(call.arguments[1]))
      guard let message = try? exchange.encode(protocolMessage(call.arguments[0]), as: schema)
      else { return .none }
      return AbstractBytes.value(of: message) ?? .nothing
    case "decode":
      let message = AbstractBytes(call.arguments[0]).message(reader: exchange.reader.version)
      return (try? exchange.decode(message)).map(protocolValue(of:)) ?? .none
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }
}

func protocolInteger(_ value: SpecificationValue) -> Int {
  guard case .integer(let number) = value else { preconditionFailure("no integer: \(value)") }
  return Int(number)
}

/// A set of formats in the order of the spec.
func protocolFormats(_ value: SpecificationValue) -> [MessageFormat] {
  guard case .set(let elements) = value else { preconditionFailure("no set: \(value)") }
  return MessageFormat.allCases.filter { elements.contains(.enumCase($0.rawValue)) }
}

/// A spec's message as the library's.
func protocolMessage(_ value: SpecificationValue) -> MessageValue {
  guard case .map(let values) = value else { preconditionFailure("no message: \(value)") }
  var map = MessageMap()
  for (name, value) in zip(AbstractBytes.names, values) {
    if case .integer(let number) = value { map.insert(.int(number), for: .string(name)) }
  }
  return .map(map)
}

/// The library's message as the spec's; `.nothing` for what the spec has no value for.
func protocolValue(of message: MessageValue) -> SpecificationValue {
  guard case .map(let map) = message else { return .nothing }
  return .map(
    AbstractBytes.names.map { name in
      switch map[name] {
      case .int(let number): .integer(number)
      case nil: .none
      default: .nothing
      }
    })
}
