/// Which cases the enumerations' fields have had: a bit for each value of each field.
@safe struct SeenCases: ~Copyable {
  private let linked: LinkedProgram
  private let fields: [EnumerationField]
  /// As `EnumerationField` says.
  let bits: UnsafeMutablePointer<UInt64>
  private let wordCount: Int

  init(_ linked: LinkedProgram) {
    self.linked = linked
    fields = EnumerationField.all(of: linked.program)
    wordCount = EnumerationField.wordCount(of: fields)
    unsafe bits = .allocate(capacity: wordCount)
    unsafe bits.initialize(repeating: 0, count: wordCount)
  }

  deinit { unsafe bits.deallocate() }

  /// There is no such field, so nothing to note.
  var isVacant: Bool { fields.isEmpty }

  var byteCount: Int { wordCount * 8 }

  /// Notes the cases of the state that is loaded.
  @inline(__always)
  func note(_ interpreter: borrowing Interpreter) {
    for field in fields {
      let minimum = unsafe interpreter.fields[field.field].minimum
      let bit = field.firstBit &+ Int(interpreter.slots[field.field] &- minimum)
      // In bounds: the field has so many bits that its value is below `bitCount`.
      unsafe bits[bit &>> 6] |= 1 &<< UInt64(bit & 63)
    }
  }

  /// By enumeration: the cases seen.
  func cases() -> [Set<Int>] {
    var cases = [Set<Int>](repeating: [], count: linked.program.enumerationCount)
    for field in fields {
      let minimum = Int(linked.program.layout.fields[field.field].minimum)
      for value in 0..<field.bitCount {
        let bit = field.firstBit + value
        if unsafe bits[bit >> 6] >> UInt64(bit & 63) & 1 != 0 {
          cases[field.enumeration].insert(minimum + value)
        }
      }
    }
    return cases
  }
}
