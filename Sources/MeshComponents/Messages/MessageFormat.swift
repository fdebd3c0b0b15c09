/// A wire format, in the order in which they are preferred when nobody minds.
public enum MessageFormat: String, Hashable, Sendable, CaseIterable {
  case json, protocolBuffers, messagePack, avro

  /// The media type that messages of the format are sent with.
  public var mediaType: String { mediaTypes[0] }

  /// The media type first, and then others that are in use for the same.
  var mediaTypes: [String] {
    switch self {
    case .json: ["application/json"]
    case .protocolBuffers: ["application/protobuf", "application/x-protobuf"]
    case .messagePack:
      ["application/vnd.msgpack", "application/msgpack", "application/x-msgpack"]
    case .avro: ["avro/binary", "application/avro"]
    }
  }

  /// The format of a media type without parameters, in whatever case.
  init?(mediaType: String) {
    let name = mediaType.lowercased()
    guard let format = Self.allCases.first(where: { $0.mediaTypes.contains(name) }) else {
      return nil
    }
    self = format
  }
}

/// Turns values into bytes of one format, and back.
///
/// `decode` refuses malformed bytes with an error that says why and where. It does not crash on
/// any, and needs memory in proportion to what it was given.
public protocol MessageCodec: Sendable {
  var format: MessageFormat { get }
  func encode(_ value: MessageValue) throws(MessageError) -> [UInt8]
  func decode(_ bytes: [UInt8]) throws(MessageError) -> MessageValue
}
