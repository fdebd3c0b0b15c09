/// What a receiver can read, and how gladly: the value of HTTP's Accept (RFC 9110, section 12.5.1).
///
/// ```swift
/// let wanted = try MessagePreferences("application/json;q=0.5, application/protobuf;version=2")
/// wanted.choice(among: [.init(.json), .init(.protocolBuffers, version: 2)])  // the second
/// ```
public struct MessagePreferences: Hashable, Sendable {
  private struct Range: Hashable, Sendable {
    /// Nil for any format.
    var format: MessageFormat?
    /// Nil for any version.
    var version: Int?
    /// In thousandths; zero is a refusal.
    var quality: Int

    /// The most specific range that matches is the one that counts.
    var specificity: Int { (format == nil ? 0 : 2) + (version == nil ? 0 : 1) }

    func matches(_ offer: MessageOffer) -> Bool {
      (format ?? offer.format) == offer.format && (version == nil || version == offer.version)
    }
  }

  private var ranges: [Range] = []

  /// The formats, each as gladly as the others.
  public init(_ formats: some Sequence<MessageFormat>) {
    ranges = formats.map { Range(format: $0, version: nil, quality: 1000) }
  }

  /// What a header says; media types of no known format are passed over.
  /// - Throws: `MessageError` with the offset of what is no list of media ranges.
  public init(_ accept: String) throws(MessageError) {
    var scanner = MediaTypeScanner(accept)
    for media in try scanner.list() {
      let quality = try Self.thousandths(media["q"] ?? "1")
      let isWildcard = media.name == "*/*" || media.name.lowercased() == "application/*"
      let format = MessageFormat(mediaType: media.name)
      guard isWildcard || format != nil else { continue }
      ranges.append(Range(format: format, version: try media.version(), quality: quality))
    }
  }

  /// How gladly an offer is taken, from 0, not at all, to 1000.
  public func quality(of offer: MessageOffer) -> Int {
    let matching = ranges.filter { $0.matches(offer) }
    guard let highest = matching.map(\.specificity).max() else { return 0 }
    return matching.first { $0.specificity == highest }?.quality ?? 0
  }

  /// Is any version of the format taken?
  public func takes(_ format: MessageFormat) -> Bool {
    let versions = [nil] + ranges.compactMap(\.version)
    return versions.contains { quality(of: MessageOffer(format, version: $0)) > 0 }
  }

  /// The offer that is taken most gladly, the first of those that are equal; nil when none is.
  /// - Complexity: O(offers · ranges).
  public func choice(among offers: [MessageOffer]) -> MessageOffer? {
    var best: (offer: MessageOffer, quality: Int)?
    for offer in offers {
      let quality = quality(of: offer)
      if quality > best?.quality ?? 0 { best = (offer, quality) }
    }
    return best?.offer
  }

  /// `0`, `1` or one of them with up to three decimals, at most 1.
  private static func thousandths(_ text: String) throws(MessageError) -> Int {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? parts[1] : ""
    guard parts.count <= 2, parts[0] == "0" || parts[0] == "1", decimals.utf8.count <= 3,
      decimals.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let number = Int(parts[0] + (decimals + "000").prefix(3)), number <= 1000
    else { throw MessageError(.malformedMediaType) }
    return number
  }
}

/// A format in which a sender can write, with a schema of a version.
public struct MessageOffer: Hashable, Sendable {
  public let format: MessageFormat
  public let version: Int?

  public init(_ format: MessageFormat, version: Int? = nil) {
    self.format = format
    self.version = version
  }
}
