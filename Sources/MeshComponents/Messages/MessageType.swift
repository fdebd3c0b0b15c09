/// The type of a field, for the formats whose bytes do not say it.
///
/// Types are finite trees: a record cannot contain itself.
public indirect enum MessageType: Hashable, Sendable {
  /// Only within a union of Avro's.
  case null
  case bool
  case integer(MessageInteger)
  /// A double that is rounded to 32 bits.
  case float
  case double
  case string
  case bytes
  /// Bytes of one length, under a name: Avro's `fixed`.
  case fixed(name: String, count: Int)
  case enumeration(MessageEnumeration)
  case record(MessageSchema)
  case array(MessageType)
  /// By strings.
  case map(MessageType)
  /// One of several types, Avro's alone: a value is written as the first that it fits.
  case union([MessageType])

  public static let int32 = MessageType.integer(.int32)
  public static let int64 = MessageType.integer(.int64)
  public static let uint32 = MessageType.integer(.uint32)
  public static let uint64 = MessageType.integer(.uint64)

  /// The type's name in errors.
  public var name: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .integer(let integer): integer.rawValue
    case .float: "float"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .fixed(let name, let count): "\(name) of \(count) bytes"
    case .enumeration(let enumeration): enumeration.name
    case .record(let schema): schema.name
    case .array(let element): "array of \(element.name)"
    case .map(let value): "map of \(value.name)"
    case .union(let branches): branches.map(\.name).joined(separator: " or ")
    }
  }
}

/// An integer's range, and how Protocol Buffers writes it; Avro knows `int` and `long` only.
public enum MessageInteger: String, Hashable, Sendable, CaseIterable {
  case int32, int64, uint32, uint64
  /// Signed, and short where the number is near zero on either side.
  case sint32, sint64
  /// Unsigned, in 4 or 8 bytes.
  case fixed32, fixed64
  /// Signed, in 4 or 8 bytes.
  case sfixed32, sfixed64

  public var isSigned: Bool {
    switch self {
    case .int32, .int64, .sint32, .sint64, .sfixed32, .sfixed64: true
    case .uint32, .uint64, .fixed32, .fixed64: false
    }
  }

  public var bitWidth: Int {
    switch self {
    case .int32, .uint32, .sint32, .fixed32, .sfixed32: 32
    case .int64, .uint64, .sint64, .fixed64, .sfixed64: 64
    }
  }

  /// The number in 64 bits, a negative one in two's complement; nil for what is out of range.
  func bits(of value: MessageValue) -> UInt64? {
    let shift = 64 - bitWidth
    if isSigned {
      guard let number = value.int64, (number << shift) >> shift == number else { return nil }
      return UInt64(bitPattern: number)
    }
    guard let number = value.uint64, (number << shift) >> shift == number else { return nil }
    return number
  }

  /// The value of 64 bits, nil where it is out of range: cut off, it would be another number.
  func value(bits: UInt64) -> MessageValue? {
    let value = isSigned ? .int(Int64(bitPattern: bits)) : MessageValue.integer(bits)
    return self.bits(of: value) == nil ? nil : value
  }
}

/// Symbols, by their order for Avro and by their numbers for Protocol Buffers; values are strings.
public struct MessageEnumeration: Hashable, Sendable {
  public struct Symbol: Hashable, Sendable {
    public let name: String
    public let number: Int32

    public init(_ name: String, _ number: Int32) {
      self.name = name
      self.number = number
    }
  }

  public let name: String
  public let symbols: [Symbol]
  /// What Avro's reader takes a symbol for that it does not have.
  public let defaultSymbol: String?

  public init(name: String, symbols: [Symbol], defaultSymbol: String? = nil) {
    self.name = name
    self.symbols = symbols
    self.defaultSymbol = defaultSymbol
  }

  /// Symbols with the numbers 0, 1, 2 and so on.
  public init(name: String, _ symbols: String..., defaultSymbol: String? = nil) {
    self.init(
      name: name, symbols: symbols.enumerated().map { Symbol($1, Int32($0)) },
      defaultSymbol: defaultSymbol)
  }

  func index(of name: String) -> Int? { symbols.firstIndex { sameName($0.name, name) } }
}

/// Names are equal by their code points, case included, as on the wire.
func sameName(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
