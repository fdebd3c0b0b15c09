import SpecLanguage

/// What a value begins with: the upper four bits of its first byte.
private enum Mark: UInt8 {
  case bool, integer, enumCase, identity, none, some, structure, map, set, queue, bag, nothing
}

extension Value {
  /// Appends bytes that no other value has, nor begins with.
  ///
  /// A number below 15 shares the first byte; most values of most specs are that byte.
  func encode(to bytes: inout [UInt8]) {
    switch self {
    case .bool(let truth): Self.encode(.bool, truth ? 1 : 0, to: &bytes)
    case .integer(let number):
      // Negative numbers between the others, so that small ones stay small.
      Self.encode(.integer, UInt64(bitPattern: number << 1 ^ number >> 63), to: &bytes)
    case .enumCase(let index, let payload):
      Self.encode(.enumCase, UInt64(index), to: &bytes)
      // A case says how much comes with it, but only its type does so.
      Self.encode(.some, payload, to: &bytes)
    case .identity(let index): Self.encode(.identity, UInt64(index), to: &bytes)
    case .none: Self.encode(.none, 0, to: &bytes)
    case .some(let wrapped): Self.encode(.some, [wrapped], to: &bytes)
    case .structure(let values): Self.encode(.structure, values, to: &bytes)
    case .map(let values): Self.encode(.map, values, to: &bytes)
    case .set(let values): Self.encode(.set, values, to: &bytes)
    case .queue(let values): Self.encode(.queue, values, to: &bytes)
    case .bag(let values): Self.encode(.bag, values, to: &bytes)
    case .nothing: Self.encode(.nothing, 0, to: &bytes)
    }
  }

  private static func encode(_ mark: Mark, _ values: [Value], to bytes: inout [UInt8]) {
    encode(mark, UInt64(values.count), to: &bytes)
    for value in values { value.encode(to: &bytes) }
  }

  private static func encode(_ mark: Mark, _ number: UInt64, to bytes: inout [UInt8]) {
    bytes.append(mark.rawValue << 4 | UInt8(min(number, 15)))
    guard number >= 15 else { return }
    // Seven bits a byte, the lowest first; the eighth says that more follow.
    var rest = number - 15
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Takes from the front what `encode` appended.
  init(decoding bytes: inout ArraySlice<UInt8>) {
    let (mark, number) = Self.decode(&bytes)
    switch mark {
    case .bool: self = .bool(number == 1)
    case .integer: self = .integer(Int64(bitPattern: number >> 1) ^ -Int64(number & 1))
    case .enumCase:
      let (_, count) = Self.decode(&bytes)
      self = .enumCase(Int(number), Self.decode(count, &bytes))
    case .identity: self = .identity(Int(number))
    case .none: self = .none
    case .some: self = .some(Value(decoding: &bytes))
    case .structure: self = .structure(Self.decode(number, &bytes))
    case .map: self = .map(Self.decode(number, &bytes))
    case .set: self = .set(Self.decode(number, &bytes))
    case .queue: self = .queue(Self.decode(number, &bytes))
    case .bag: self = .bag(Self.decode(number, &bytes))
    case .nothing: self = .nothing
    }
  }

  private static func decode(_ count: UInt64, _ bytes: inout ArraySlice<UInt8>) -> [Value] {
    (0..<count).map { _ in Value(decoding: &bytes) }
  }

  private static func decode(_ bytes: inout ArraySlice<UInt8>) -> (mark: Mark, number: UInt64) {
    let first = bytes.removeFirst()
    guard let mark = Mark(rawValue: first >> 4) else { preconditionFailure("no value: \(first)") }
    var number = UInt64(first & 15)
    guard number == 15 else { return (mark, number) }
    var shift: UInt64 = 0
    while true {
      let byte = bytes.removeFirst()
      number += UInt64(byte & 127) << shift
      if byte < 128 { return (mark, number) }
      shift += 7
    }
  }
}
