/// One scalar of a state: an integer from `minimum` on, kept in `width` bits.
package struct StateField: Hashable, Sendable {
  package var minimum: Int64
  /// 0 to 64; a field of one value takes no bits.
  package var width: Int
  /// For a scalar that is an enum's case index: which enum, by a number that the compiler gives.
  /// What cases were seen is counted for each.
  package var enumeration: Int?

  package init(minimum: Int64, width: Int, enumeration: Int? = nil) {
    self.minimum = minimum
    self.width = width
    self.enumeration = enumeration
  }
}

/// Where each field of a state lies in its packed words. No field straddles two words.
package struct StateLayout: Sendable {
  package struct Place: Hashable, Sendable {
    package var word: Int
    package var shift: Int
  }

  package let fields: [StateField]
  package let places: [Place]
  /// 64-bit words in a packed state: at least one.
  package let wordCount: Int

  /// Packs the fields in order, first fit, which keeps what was declared together in one word.
  package init(fields: [StateField]) {
    var places: [Place] = []
    var used: [Int] = [0]
    var firstOpen = 0
    for field in fields {
      precondition((0...64).contains(field.width), "a field has 0 to 64 bits: \(field.width)")
      var word = firstOpen
      while word < used.count && used[word] + field.width > 64 { word += 1 }
      if word == used.count { used.append(0) }
      places.append(Place(word: word, shift: field.width == 0 ? 0 : used[word]))
      used[word] += field.width
      while firstOpen < used.count - 1 && used[firstOpen] >= 60 { firstOpen += 1 }
    }
    self.fields = fields
    self.places = places
    wordCount = used.count
  }

  /// What packed states are like as keys of a set.
  var keyShape: KeyShape {
    let ends = zip(places, fields).map { place, field in place.shift + field.width }
    return KeyShape(wordCount: wordCount, bitCount: wordCount == 1 ? ends.max() ?? 0 : 64)
  }

  /// All bits in use.
  package var bitCount: Int { fields.reduce(0) { $0 + $1.width } }
}
