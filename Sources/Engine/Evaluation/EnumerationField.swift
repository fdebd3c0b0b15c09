/// A field that is an enumeration's, and where the bits for its cases begin among those of all.
struct EnumerationField {
  var field: Int
  var enumeration: Int
  var firstBit: Int
  var bitCount: Int

  static func all(of program: Program) -> [EnumerationField] {
    var fields: [EnumerationField] = []
    var bits = 0
    for (index, field) in program.layout.fields.enumerated() {
      guard let enumeration = field.enumeration else { continue }
      let bitCount = 1 << field.width
      fields.append(
        EnumerationField(
          field: index, enumeration: enumeration, firstBit: bits, bitCount: bitCount))
      bits += bitCount
    }
    return fields
  }

  /// Words that hold the bits of all, with one to spare.
  static func wordCount(of fields: [EnumerationField]) -> Int {
    (fields.last.map { $0.firstBit + $0.bitCount } ?? 0) / 64 + 1
  }
}
