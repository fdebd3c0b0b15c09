/// What a value is computed by, of values: equal keys, equal values.
struct ValueKey: Hashable {
  enum Kind: UInt8 {
    /// Nothing is known of how it came about.
    case unknown
    /// A number, in two halves.
    case constant
    /// Two values side by side, of which blocks are made.
    case pair
    case operation
  }

  var kind: Kind
  var opcode: Opcode = .copy
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
}

/// All values met so far, by number.
///
/// The first numbers are those of the fields as they were before the step. A number means the same
/// wherever it stands: what is true of a value on one path only is `ValueState`'s.
struct ValueTable {
  private(set) var keys: [ValueKey] = []
  /// What each value may be, whichever path led to it.
  private(set) var intervals: [Interval] = []
  /// Slots that got the value, the last four: who asks has to see whether they still hold it.
  private(set) var holders: [SIMD4<Int32>] = []
  /// By hash, linear probing; -1 where nothing is.
  private var table: [Int32] = Array(repeating: -1, count: 1_024)

  mutating func unknown(_ interval: Interval) -> Int32 {
    append(ValueKey(kind: .unknown), interval)
  }

  mutating func constant(_ value: Int64) -> Int32 {
    let key = ValueKey(
      kind: .constant, a: Int32(truncatingIfNeeded: value),
      b: Int32(truncatingIfNeeded: value >> 32))
    return number(key) { _ in Interval(value) }
  }

  /// The value with a key, which is made when there is none.
  mutating func number(
    _ key: ValueKey, interval: (ValueTable) -> Interval
  ) -> Int32 {
    var place = slot(of: key)
    if table[place] >= 0 { return table[place] }
    let value = append(key, interval(self))
    if 2 * keys.count > table.count {
      grow()
      place = slot(of: key)
    }
    table[place] = value
    return value
  }

  /// Whether the value is a slot's number, which has to be followed to where it comes from.
  func isAddress(_ value: Int32) -> Bool {
    let key = keys[Int(value)]
    return key.kind == .operation && (key.opcode == .address || key.opcode == .addressOf)
  }

  mutating func note(_ slot: Int32, holds value: Int32) {
    let known = holders[Int(value)]
    if known[0] == slot || known[1] == slot || known[2] == slot || known[3] == slot { return }
    // The first one stays: what is computed early is what later instructions read.
    let free = known[1] < 0 ? 1 : known[2] < 0 ? 2 : 3
    holders[Int(value)][known[0] < 0 ? 0 : free] = slot
  }

  private mutating func append(_ key: ValueKey, _ interval: Interval) -> Int32 {
    keys.append(key)
    intervals.append(interval)
    holders.append(SIMD4(repeating: -1))
    return Int32(keys.count - 1)
  }

  private func slot(of key: ValueKey) -> Int {
    let kind = UInt64(key.kind.rawValue) << 8 | UInt64(key.opcode.rawValue)
    let first = UInt64(UInt32(bitPattern: key.a)) << 32 | UInt64(UInt32(bitPattern: key.b))
    let second = UInt64(UInt32(bitPattern: key.c)) << 32 | kind
    let hash = KeyShape.fold(first ^ KeyShape.fold(second ^ KeyShape.seed))
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while table[place] >= 0 && keys[Int(table[place])] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let values = table.filter { $0 >= 0 }
    table = Array(repeating: -1, count: 2 * table.count)
    for value in values { table[slot(of: keys[Int(value)])] = value }
  }
}
