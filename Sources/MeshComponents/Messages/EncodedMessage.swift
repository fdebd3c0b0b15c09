/// Bytes that say what they are: their format, and the schema they were written with.
///
/// ```swift
/// request.headers["Content-Type"] = message.contentType  // application/json;version=2
/// ```
///
/// The mark goes where the protocol around has a place for it, as HTTP has in Content-Type.
public struct EncodedMessage: Hashable, Sendable {
  public let format: MessageFormat
  /// The version of the writer's schema; a reader takes bytes without one for its own.
  public let version: Int?
  public let content: [UInt8]

  public init(format: MessageFormat, version: Int?, content: [UInt8]) {
    self.format = format
    self.version = version
    self.content = content
  }

  /// A message from what was received.
  /// - Throws: `MessageError` for a media type of no known format, or a version that is no number.
  public init(contentType: String, content: [UInt8]) throws(MessageError) {
    var scanner = MediaTypeScanner(contentType)
    let media = try scanner.mediaType()
    guard scanner.isAtEnd, let format = MessageFormat(mediaType: media.name) else {
      throw MessageError(.malformedMediaType)
    }
    self.init(format: format, version: try media.version(), content: content)
  }

  /// The media type with the version as its parameter.
  public var contentType: String {
    version.map { "\(format.mediaType);version=\($0)" } ?? format.mediaType
  }
}
