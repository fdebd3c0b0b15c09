/// Bytes in letters (RFC 4648, section 4), in one way only: padding is required, and the bits that
/// it leaves over are zero, so that equal bytes have equal text.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")
  /// By letter: its six bits, or 0xFF.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var bits: UInt32 = 0
      for index in 0..<3 {
        bits = bits << 8 | (index < count ? UInt32(bytes[start + index]) : 0)
      }
      for index in 0..<4 {
        let letter = alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)]
        text.append(index <= count ? letter : padding)
      }
    }
  }

  /// - Returns: nil for what `append` would not have written.
  static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    let letters = Array(text)
    guard letters.count % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letters.count / 4 * 3)
    for start in stride(from: 0, to: letters.count, by: 4) {
      let isLast = start + 4 == letters.count
      let count = isLast ? letters[start...].prefix { $0 != padding }.count : 4
      guard count >= 2, letters[(start + count)...].prefix(4 - count).allSatisfy({ $0 == padding })
      else { return nil }
      var bits: UInt32 = 0
      for index in 0..<4 {
        let value = index < count ? values[Int(letters[start + index])] : 0
        guard value < 64 else { return nil }
        bits = bits << 6 | UInt32(value)
      }
      guard bits & (0xFF_FFFF >> (UInt32(count - 1) * 8)) == 0 else { return nil }
      for index in 0..<count - 1 {
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * index)))
      }
    }
    return bytes
  }
}
