extension StateLayout {
  /// The words that fields are packed into.
  package func pack(_ slots: [Int64]) -> [UInt64] {
    var words = Array(repeating: UInt64(0), count: wordCount)
    for (index, slot) in slots.enumerated() where fields[index].width > 0 {
      let bits = UInt64(bitPattern: slot &- fields[index].minimum)
      words[places[index].word] |= bits << UInt64(places[index].shift)
    }
    return words
  }

  /// The fields that words hold.
  package func unpack(_ words: [UInt64]) -> [Int64] {
    fields.indices.map { index in
      let width = fields[index].width
      if width == 0 { return fields[index].minimum }
      let bits = words[places[index].word] >> UInt64(places[index].shift)
      let mask = width == 64 ? UInt64.max : 1 << UInt64(width) - 1
      return Int64(bitPattern: bits & mask) &+ fields[index].minimum
    }
  }
}
