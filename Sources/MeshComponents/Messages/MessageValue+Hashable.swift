extension MessageValue: Hashable {
  public static func == (a: MessageValue, b: MessageValue) -> Bool {
    switch (a, b) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.double(let a), .double(let b)): return a.bitPattern == b.bitPattern
    case (.string(let a), .string(let b)): return a.utf8.elementsEqual(b.utf8)
    case (.bytes(let a), .bytes(let b)): return a == b
    case (.array(let a), .array(let b)): return a == b
    case (.map(let a), .map(let b)): return a == b
    case (.timestamp(let a), .timestamp(let b)): return a == b
    case (.ext(let a), .ext(let b)): return a == b
    default:
      // What is left is equal only where both are integers, in the same case or not.
      if let a = a.int64, let b = b.int64 { return a == b }
      if let a = a.uint64, let b = b.uint64 { return a == b }
      return false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let number): hasher.combine(UInt64(bitPattern: number))
    case .uint(let number): hasher.combine(number)
    case .double(let number): hasher.combine(number.bitPattern)
    case .string(let text): Self.hash(text, into: &hasher)
    case .bytes(let bytes): hasher.combine(bytes)
    case .array(let elements): hasher.combine(elements)
    case .map(let map): hasher.combine(map)
    case .timestamp(let time): hasher.combine(time)
    case .ext(let ext): hasher.combine(ext)
    }
  }

  /// `String` hashes what is canonically equivalent alike, so a sender could choose as many names
  /// as it likes with one hash. ASCII has no two forms, and takes the fast way.
  private static func hash(_ text: String, into hasher: inout Hasher) {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return hasher.combine(text) }
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

// Not by nil: an optional value that is nil would turn into null unseen.
extension MessageValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: MessageValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (MessageValue, MessageValue)...) {
    var map = MessageMap()
    for (key, value) in elements {
      precondition(map.insert(value, for: key), "a key twice in a literal: \(key)")
    }
    self = .map(map)
  }
}
