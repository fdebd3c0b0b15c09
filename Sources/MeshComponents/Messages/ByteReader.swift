/// Bytes of one message, read from front to back; every step checks that there are enough.
struct ByteReader {
  let limits: MessageLimits
  private let bytes: [UInt8]
  private(set) var position = 0
  /// The end of what may be read now: of the message, or of a part of it.
  private(set) var end: Int
  private var elementsLeft: Int

  init(_ bytes: [UInt8], limits: MessageLimits) throws(MessageError) {
    guard bytes.count <= limits.bytesMax else {
      throw MessageError(.tooLarge(limit: limits.bytesMax), at: limits.bytesMax)
    }
    self.bytes = bytes
    self.limits = limits
    end = bytes.count
    elementsLeft = limits.elementsMax
  }

  var remaining: Int { end - position }

  func error(_ reason: MessageError.Reason) -> MessageError { MessageError(reason, at: position) }

  /// Refuses bytes after the value.
  func finish() throws(MessageError) {
    guard remaining == 0 else { throw error(.trailingBytes(remaining)) }
  }

  /// Checks a container's depth; the outermost has 1.
  func enter(_ depth: Int) throws(MessageError) {
    guard depth <= limits.depthMax else { throw error(.tooDeep(limit: limits.depthMax)) }
  }

  /// Takes elements from what the message may have in all.
  mutating func spend(elements count: Int) throws(MessageError) {
    guard count <= elementsLeft else { throw error(.tooLarge(limit: limits.elementsMax)) }
    elementsLeft -= count
  }

  /// The next byte, which stays; nil at the end.
  var next: UInt8? { position < end ? bytes[position] : nil }

  mutating func byte() throws(MessageError) -> UInt8 {
    guard position < end else { throw error(.truncated) }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func take(_ count: Int) throws(MessageError) -> ArraySlice<UInt8> {
    guard count <= remaining else { throw error(.truncated) }
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// The bytes from a position to this one.
  func slice(from start: Int) -> ArraySlice<UInt8> { bytes[start..<position] }

  /// Goes over bytes as long as they satisfy the predicate.
  mutating func skip(while isSkipped: (UInt8) -> Bool) {
    while position < end && isSkipped(bytes[position]) { position += 1 }
  }

  mutating func string(_ count: Int) throws(MessageError) -> String {
    let start = position
    guard let text = String(validating: try take(count), as: UTF8.self) else {
      throw MessageError(.invalidUTF8, at: start)
    }
    return text
  }

  mutating func bigEndian<Number: FixedWidthInteger & UnsignedInteger>(
    _: Number.Type
  ) throws(MessageError) -> Number {
    // Wrapped, as a shift by eight leaves nothing of a byte.
    try take(Number.bitWidth / 8).reduce(0) { ($0 << 8) | Number($1) }
  }

  mutating func littleEndian<Number: FixedWidthInteger & UnsignedInteger>(
    _: Number.Type
  ) throws(MessageError) -> Number {
    try take(Number.bitWidth / 8).reversed().reduce(0) { ($0 << 8) | Number($1) }
  }

  /// Seven bits a byte, the lowest first; at most ten bytes, of which the last is 0 or 1.
  mutating func varint() throws(MessageError) -> UInt64 {
    let start = position
    var number: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      let byte = try byte()
      if shift == 63 && byte > 1 { break }
      number |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return number }
    }
    throw MessageError(.invalidNumber, at: start)
  }

  /// A varint with the sign in its lowest bit.
  mutating func zigzag() throws(MessageError) -> Int64 {
    let number = try varint()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  /// Restricts reading to a part of the message; `leave` undoes it.
  /// - Returns: the end until now.
  mutating func restrict(to part: Range<Int>) -> Int {
    precondition(part.upperBound <= bytes.count, "a part that goes beyond the message")
    defer { end = part.upperBound }
    position = part.lowerBound
    return end
  }

  mutating func leave(to oldEnd: Int) { end = oldEnd }

  /// Goes over what is read later.
  mutating func move(to position: Int) {
    precondition(position <= end, "a move beyond the end")
    self.position = position
  }
}
