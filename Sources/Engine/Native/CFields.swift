/// How a field lies in the packed words, for C text that reads and writes it there.
struct CField: Hashable {
  var word: Int
  var shift: Int
  var mask: UInt64
  var minimum: Int64

  init(_ layout: StateLayout, _ index: Int) {
    let field = layout.fields[index]
    word = layout.places[index].word
    shift = layout.places[index].shift
    mask = field.width == 0 ? 0 : .max >> UInt64(64 - field.width)
    minimum = field.minimum
  }

  /// The bits of the field within its word.
  var bits: UInt64 { mask << UInt64(shift) }

  /// The field's bits in the place where they lie for a value; nil when it has not enough of them.
  func packed(_ value: Int64) -> UInt64? {
    let raw = UInt64(bitPattern: value &- minimum)
    return raw & ~mask == 0 ? raw << UInt64(shift) : nil
  }

  /// The value, read from the text of a word.
  func read(from word: String) -> String {
    if mask == 0 { return CLiteral.signed(minimum) }
    var text = shift == 0 ? word : "(\(word) >> \(shift))"
    if mask.leadingZeroBitCount != shift { text = "(\(text) & \(CLiteral.unsigned(mask)))" }
    text = "(i64)\(text)"
    return minimum == 0 ? "(\(text))" : "(\(text) + \(CLiteral.signed(minimum)))"
  }
}

/// Fields one of which is reached by a number that is known only when the code runs.
struct CFieldChoice {
  var word: String
  /// Whether `word` is an index into an array of words rather than the number of one word.
  var isWordVariable: Bool
  var shift: String
  var mask: String
  var minimum: String

  /// `index` is C text for the distance of the field from the first one; they are `step` apart.
  init(_ fields: [CField], step: Int, index: String, tables: inout CTables) {
    func column<Value: Hashable>(
      _ type: String, _ key: (CField) -> Value, _ text: (Value) -> String
    ) -> String {
      let values = fields.map(key)
      if Set(values).count == 1 { return text(values[0]) }
      let filler = Array(repeating: text(values[0]), count: max(step - 1, 0))
      let table = Array(values.map { [text($0)] }.joined(separator: filler))
      return "\(tables.name(type, table))[\(index)]"
    }
    let words = Set(fields.map(\.word))
    isWordVariable = words.count > 1
    word = column("unsigned short", \.word) { "\($0)" }
    mask = column("u64", \.mask, CLiteral.unsigned)
    minimum = column("i64", \.minimum, CLiteral.signed)
    let differences = Set(zip(fields, fields.dropFirst()).map { $1.shift - $0.shift })
    if let difference = differences.first, differences.count == 1, difference % step == 0 {
      shift = "(\(fields[0].shift) + (int)(\(index)) * \(difference / step))"
    } else {
      shift = column("u8", \.shift) { "\($0)" }
    }
  }
}
