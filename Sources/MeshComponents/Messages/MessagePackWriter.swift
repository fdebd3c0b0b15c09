/// Writes MessagePack, everything in its smallest form.
struct MessagePackWriter {
  let limits: MessageLimits
  private(set) var bytes: [UInt8] = []

  init(limits: MessageLimits) { self.limits = limits }

  mutating func append(_ value: MessageValue, depth: Int) throws(MessageError) {
    switch value {
    case .null: bytes.append(0xC0)
    case .bool(let value): bytes.append(value ? 0xC3 : 0xC2)
    case .int(let number): append(number)
    case .uint(let number): append(number)
    case .double(let number):
      bytes.append(0xCB)
      bytes.appendBigEndian(number.bitPattern)
    case .string(let text):
      let utf8 = Array(text.utf8)
      try appendCount(utf8.count, small: (0xA0, 32), forms: (0xD9, 0xDA, 0xDB))
      bytes.append(contentsOf: utf8)
    case .bytes(let content):
      try appendCount(content.count, small: (0, 0), forms: (0xC4, 0xC5, 0xC6))
      bytes.append(contentsOf: content)
    case .array(let elements):
      try enter(depth + 1)
      try appendCount(elements.count, small: (0x90, 16), forms: (nil, 0xDC, 0xDD))
      for element in elements { try append(element, depth: depth + 1) }
    case .map(let map):
      try enter(depth + 1)
      try appendCount(map.count, small: (0x80, 16), forms: (nil, 0xDE, 0xDF))
      for entry in map.entries {
        try append(entry.key, depth: depth + 1)
        try append(entry.value, depth: depth + 1)
      }
    case .timestamp(let time): try append(time)
    case .ext(let ext): try append(ext.type, ext.data)
    }
  }

  private func enter(_ depth: Int) throws(MessageError) {
    guard depth <= limits.depthMax else { throw MessageError(.tooDeep(limit: limits.depthMax)) }
  }

  private mutating func append(_ number: Int64) {
    if number >= 0 { return append(UInt64(number)) }
    switch number {
    case (-32)...: bytes.append(UInt8(bitPattern: Int8(number)))
    case Int64(Int8.min)...: bytes += [0xD0, UInt8(bitPattern: Int8(number))]
    case Int64(Int16.min)...:
      bytes.append(0xD1)
      bytes.appendBigEndian(UInt16(bitPattern: Int16(number)))
    case Int64(Int32.min)...:
      bytes.append(0xD2)
      bytes.appendBigEndian(UInt32(bitPattern: Int32(number)))
    default:
      bytes.append(0xD3)
      bytes.appendBigEndian(UInt64(bitPattern: number))
    }
  }

  private mutating func append(_ number: UInt64) {
    if let number = UInt8(exactly: number) {
      if number >= 0x80 { bytes.append(0xCC) }
      bytes.append(number)
    } else if let number = UInt16(exactly: number) {
      bytes.append(0xCD)
      bytes.appendBigEndian(number)
    } else if let number = UInt32(exactly: number) {
      bytes.append(0xCE)
      bytes.appendBigEndian(number)
    } else {
      bytes.append(0xCF)
      bytes.appendBigEndian(number)
    }
  }

  /// A count below `small.limit` goes into the first byte; others follow one that says whether
  /// they have 8, 16 or 32 bits. Arrays and maps have no form with 8.
  private mutating func appendCount(
    _ count: Int, small: (first: UInt8, limit: Int), forms: (UInt8?, UInt8, UInt8)
  ) throws(MessageError) {
    if count < small.limit {
      bytes.append(small.first | UInt8(count))
    } else if let form = forms.0, let count = UInt8(exactly: count) {
      bytes += [form, count]
    } else if let count = UInt16(exactly: count) {
      bytes.append(forms.1)
      bytes.appendBigEndian(count)
    } else if let count = UInt32(exactly: count) {
      bytes.append(forms.2)
      bytes.appendBigEndian(count)
    } else {
      throw MessageError(.tooLarge(limit: Int(UInt32.max)))
    }
  }

  private mutating func append(_ type: Int8, _ data: [UInt8]) throws(MessageError) {
    switch data.count {
    case 1, 2, 4, 8, 16: bytes.append(0xD4 + UInt8(data.count.trailingZeroBitCount))
    default: try appendCount(data.count, small: (0, 0), forms: (0xC7, 0xC8, 0xC9))
    }
    bytes.append(UInt8(bitPattern: type))
    bytes.append(contentsOf: data)
  }

  /// Seconds alone, or 34 bits of them beside 30 of nanoseconds, or both in full.
  private mutating func append(_ time: MessageTimestamp) throws(MessageError) {
    var data: [UInt8] = []
    if time.nanoseconds == 0, let seconds = UInt32(exactly: time.seconds) {
      data.appendBigEndian(seconds)
    } else if 0..<(1 << 34) ~= time.seconds {
      data.appendBigEndian(UInt64(time.nanoseconds) << 34 | UInt64(time.seconds))
    } else {
      data.appendBigEndian(time.nanoseconds)
      data.appendBigEndian(UInt64(bitPattern: time.seconds))
    }
    try append(-1, data)
  }
}
